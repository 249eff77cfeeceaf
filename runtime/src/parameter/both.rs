//! What a client writes, a server reads: every style with every kind of value.

use std::borrow::Cow;

use super::{Parameter, Source, Style, Value};

/// A value as it arrives, as JSON whose scalars are texts.
fn arrived(parameter: Parameter, json: &str) -> Option<String> {
    let value = Value::read(json);
    let (mut path, mut query, mut header) = (String::new(), String::new(), None);
    match parameter.location {
        super::Location::Path => path = parameter.in_path(&value),
        super::Location::Query => query = parameter.in_query(&value),
        super::Location::QueryString => query = parameter.as_query(&value),
        super::Location::Header => header = parameter.in_header(&value),
        super::Location::Cookie => header = parameter.in_cookie(&value).filter(|text| !text.is_empty()),
    }
    let variables = [(parameter.name, path.as_str())];
    let all = [parameter];
    let source =
        Source { path: &variables, query: &query, header: &|_| header.clone().map(Cow::Owned), all: &all };
    let (json, _) = parameter.read(&source).expect("it is written as the style says")?;
    Some(json)
}

const TEXTS: [&str; 6] = [r#""blue""#, r#""a b""#, r#""ü&=?#/%+""#, r#""100%25""#, r#""a;b""#, r#""7""#];

#[test]
fn scalars() {
    let name = "n[a] é";
    let parameters = [
        Parameter::path(name),
        Parameter::path(name).style(Style::Label),
        Parameter::path(name).style(Style::Matrix),
        Parameter::query(name),
        Parameter::query(name).explode(false),
        Parameter::query_string(name),
        Parameter::cookie(name),
    ];
    for parameter in parameters {
        for text in TEXTS {
            assert_eq!(arrived(parameter, text).as_deref(), Some(text), "{parameter:?}");
        }
    }
    for text in [r#""blue""#, r#""a b""#, r#""ü,x""#] {
        assert_eq!(arrived(Parameter::header("X-A"), text).as_deref(), Some(text));
    }
    assert_eq!(arrived(Parameter::query("q"), "7").as_deref(), Some(r#""7""#));
}

#[test]
fn lists() {
    // Elements hold what a style leaves to them: what parts them has to be encoded, and a style with signs of its own
    // has no way to.
    let all = r#"["a,b","ü&=","","c d"]"#;
    let plain = r#"["a,b","ü&=","c"]"#;
    for (parameter, list) in [
        (Parameter::query("ids"), all),
        (Parameter::query("ids").explode(false), all),
        (Parameter::query("ids").explode(false).style(Style::PipeDelimited), all),
        (Parameter::query("ids").explode(false).style(Style::SpaceDelimited), plain),
        (Parameter::path("ids"), plain),
        (Parameter::path("ids").explode(true), plain),
        (Parameter::path("ids").style(Style::Label).explode(true), plain),
        (Parameter::path("ids").style(Style::Label), plain),
        (Parameter::path("ids").style(Style::Matrix), plain),
        (Parameter::path("ids").style(Style::Matrix).explode(true), plain),
        (Parameter::header("X-Ids"), r#"["a","b c"]"#),
        (Parameter::cookie("ids"), plain),
        (Parameter::cookie("ids").explode(false), plain),
    ] {
        assert_eq!(arrived(parameter.list(), list).as_deref(), Some(list), "{parameter:?}");
        assert_eq!(arrived(parameter.list(), r#"["x"]"#).as_deref(), Some(r#"["x"]"#), "{parameter:?}");
    }
    assert_eq!(arrived(Parameter::query("ids").list(), "[1,true]").as_deref(), Some(r#"["1","true"]"#));
    assert_eq!(arrived(Parameter::query("ids").list(), "[]"), None);
}

#[test]
fn objects() {
    let object = r#"{"R":"100","G g":"ü,&=","B":"x"}"#;
    for parameter in [
        Parameter::query("color"),
        Parameter::query("color").explode(false),
        Parameter::query("color").style(Style::DeepObject),
        Parameter::query_string("color"),
        Parameter::path("color"),
        Parameter::path("color").explode(true),
        Parameter::path("color").style(Style::Label),
        Parameter::path("color").style(Style::Label).explode(true),
        Parameter::path("color").style(Style::Matrix),
        Parameter::path("color").style(Style::Matrix).explode(true),
        Parameter::cookie("color"),
    ] {
        assert_eq!(arrived(parameter.object(), object).as_deref(), Some(object), "{parameter:?}");
    }
    let header = r#"{"R":"100","G":"a b"}"#;
    for parameter in [Parameter::header("X-C"), Parameter::header("X-C").explode(true)] {
        assert_eq!(arrived(parameter.object(), header).as_deref(), Some(header));
    }
    let deep = r#"{"a":{"b":["1","2"],"c":"x"},"d":"y"}"#;
    let parameter = Parameter::query("filter").style(Style::DeepObject).object();
    assert_eq!(arrived(parameter, deep).as_deref(), Some(deep));
}

#[test]
fn json_stays_json() {
    for parameter in
        [Parameter::query("q"), Parameter::path("q"), Parameter::header("X-Q"), Parameter::cookie("q")]
    {
        let json = r#"{"a":[1,"x & y",null]}"#;
        assert_eq!(arrived(parameter.json(), json).as_deref(), Some(json), "{parameter:?}");
    }
}
