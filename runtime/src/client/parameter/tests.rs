//! The tables of the specification ("Style Examples" of OpenAPI 3.1.1), and what they leave out.

use super::{Parameter, Style, Value};

const EMPTY: &str = r#""""#;
const SCALAR: &str = r#""blue""#;
const LIST: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

fn path(parameter: Parameter, json: &str) -> String {
    parameter.in_path(&Value::read(json))
}

fn query(parameter: Parameter, json: &str) -> String {
    parameter.in_query(&Value::read(json))
}

#[test]
fn paths() {
    let color = Parameter::path("color");
    let (simple, exploded) = (color, color.explode(true));
    let (matrix, label) = (color.style(Style::Matrix), color.style(Style::Label));
    let cases = [
        (matrix, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
        (
            matrix.explode(true),
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
        ),
        (label, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (label.explode(true), [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (simple, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (exploded, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ];
    for (parameter, expected) in cases {
        assert_eq!(
            [EMPTY, SCALAR, LIST, OBJECT].map(|json| path(parameter, json)),
            expected,
            "{parameter:?}"
        );
    }
    assert_eq!(path(color.json(), OBJECT), "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D");
    // What parts the values is encoded within them.
    assert_eq!(path(simple, r#"["a,b","c/d"]"#), "a%2Cb,c%2Fd");
}

#[test]
fn queries() {
    let color = Parameter::query("color");
    let (form, space) = (color, color.style(Style::SpaceDelimited));
    let (pipe, deep) = (color.style(Style::PipeDelimited), color.style(Style::DeepObject));
    let cases = [
        (form.explode(false), ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (form, ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
        (space, ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
        (
            space.explode(true),
            ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
        ),
        (pipe, ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
        (
            deep,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ];
    for (parameter, expected) in cases {
        assert_eq!(
            [EMPTY, SCALAR, LIST, OBJECT].map(|json| query(parameter, json)),
            expected,
            "{parameter:?}"
        );
    }
    // Nothing is sent where there is nothing to say.
    for parameter in [form, form.explode(false), space, pipe, deep] {
        assert_eq!(
            ["null", "[]", "{}", "[null]", r#"{"a":null}"#].map(|json| query(parameter, json)),
            [""; 5]
        );
    }
    let nested = r#"{"a":{"b":[1,{"c":"d e"}]},"f":true}"#;
    assert_eq!(
        query(deep, nested),
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=d%20e&color%5Bf%5D=true"
    );
    assert_eq!(query(form, nested), "a=%7B%22b%22%3A%5B1%2C%7B%22c%22%3A%22d%20e%22%7D%5D%7D&f=true");
    assert_eq!(query(form.json(), r#"{"a":"b"}"#), "color=%7B%22a%22%3A%22b%22%7D");
}

#[test]
fn reserved_characters_stay_where_they_are_allowed() {
    let all = r#"":/?#[]@!$&'()*+,;=%""#;
    assert_eq!(
        query(Parameter::query("q"), all),
        "q=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25"
    );
    assert_eq!(query(Parameter::query("q").allow_reserved(), all), "q=:/?%23%5B%5D@!$%26'()*%2B,;=%25");
    // No path may have these, whatever the document allows.
    assert_eq!(path(Parameter::path("p").allow_reserved(), all), ":%2F%3F%23%5B%5D@!$&'()*+,;=%25");
}

#[test]
fn what_is_encoded_already_stays_where_reserved_characters_do() {
    let allowed = Parameter::query("q[]").allow_reserved();
    let cases = [
        ("a%20b", "a%20b"),
        ("%C3%bc", "%C3%bc"),
        ("100%", "100%25"),
        ("%2", "%252"),
        ("%zz%41", "%25zz%41"),
    ];
    for (text, expected) in cases {
        assert_eq!(allowed.in_query(&Value::text(text)), format!("q%5B%5D={expected}"));
    }
    assert_eq!(Parameter::query("q").in_query(&Value::text("a%20b")), "q=a%2520b");
}

#[test]
fn headers() {
    let header = |parameter: Parameter, json| parameter.in_header(&Value::read(json));
    let plain = Parameter::header("x-color");
    let cases = [
        (plain, [Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150"), None]),
        (plain.explode(true), [Some("blue"), Some("blue,black,brown"), Some("R=100,G=200,B=150"), None]),
    ];
    for (parameter, expected) in cases {
        assert_eq!(
            [SCALAR, LIST, OBJECT, "[]"].map(|json| header(parameter, json)),
            expected.map(|text| text.map(str::to_owned))
        );
    }
    assert_eq!(header(plain.json(), LIST).as_deref(), Some(LIST));
    // A header is not percent-encoded.
    assert_eq!(header(plain, r#""a b/c""#).as_deref(), Some("a b/c"));
}

#[test]
fn cookies_and_whole_queries() {
    let form = Parameter::cookie("color");
    let cookie = form.style(Style::Cookie);
    let flat = ["color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"];
    let exploded = ["color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"];
    for (parameter, expected) in
        [(form, exploded), (form.explode(false), flat), (cookie, exploded), (cookie.explode(false), flat)]
    {
        let written = [SCALAR, LIST, OBJECT].map(|json| parameter.in_cookie(&Value::read(json)));
        assert_eq!(written, expected.map(|text| Some(text.to_owned())), "{parameter:?}");
    }
    assert_eq!(form.in_cookie(&Value::text("a;b c")).as_deref(), Some("color=a%3Bb%20c"));
    assert_eq!(cookie.in_cookie(&Value::text("a%20b c")).as_deref(), Some("color=a%20b c"));
    assert_eq!(cookie.in_cookie(&Value::text("a; admin=1")), None);
    assert_eq!(cookie.in_cookie(&Value::read("[]")).as_deref(), Some(""));
    let whole = Parameter::query_string("all");
    assert_eq!(whole.as_query(&Value::read(OBJECT)), "R=100&G=200&B=150");
    assert_eq!(whole.json().as_query(&Value::read("[1]")), "%5B1%5D");
    assert_eq!(whole.as_query(&Value::text("a b")), "a%20b");
    assert_eq!(whole.as_query(&Value::read(r#"{"a":["b","c"],"d":null}"#)), "a=b&a=c");
}
