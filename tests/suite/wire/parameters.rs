//! Every place, style and shape of a parameter, as "Style Examples" of OpenAPI 3.0.4, 3.1.1 and 3.2.0 has them.

use std::collections::BTreeMap;

use specwright_runtime::{Base64, Patch};
use wire_parameters::client::Client;
use wire_parameters::types::{Color, Filter, FilterRange, Rgb, Search, SearchRange, TypesId, TypesLevel};

use super::Wire;

const COLORS: [&str; 3] = ["blue", "black", "brown"];
const NONE: [&str; 0] = [];

fn rgb() -> Rgb {
    Rgb::new().with_r(100).with_g(200).with_b(150)
}

/// Targets of requests without a body, each after the call that has it.
macro_rules! lines {
    ($($($call:ident($($argument:expr),*)).+ => $target:expr;)*) => {{
        let wire = Wire::<Client>::new();
        $(
            let line = wire.line(|client| client.$($call($($argument),*)).+).await;
            assert_eq!(line, format!("GET {}", $target), "{}", stringify!($($call).+));
        )*
    }};
}

#[tokio::test]
async fn paths() {
    lines! {
        simple("blue", COLORS, &rgb()) => "/simple/blue/blue,black,brown/R,100,G,200,B,150";
        simple_exploded("blue", COLORS, &rgb()) => "/simple-exploded/blue/blue,black,brown/R=100,G=200,B=150";
        label("blue", COLORS, &rgb()) => "/label/.blue/.blue,black,brown/.R,100,G,200,B,150";
        label_exploded("blue", COLORS, &rgb()) => "/label-exploded/.blue/.blue.black.brown/.R=100.G=200.B=150";
        matrix("blue", COLORS, &rgb()) => "/matrix/;scalar=blue/;list=blue,black,brown/;object=R,100,G,200,B,150";
        matrix_exploded("blue", COLORS, &rgb()) =>
            "/matrix-exploded/;scalar=blue/;list=blue;list=black;list=brown/;R=100;G=200;B=150";
        // Empty values, where the style has a form for them.
        matrix("", COLORS, &rgb()) => "/matrix/;scalar/;list=blue,black,brown/;object=R,100,G,200,B,150";
        matrix("blue", NONE, &rgb()) => "/matrix/;scalar=blue/;list/;object=R,100,G,200,B,150";
        // `null` is left out of an object, and what would part the values is encoded within them.
        simple("a/b", ["a,b", "ü c"], &Rgb::new().with_r(1).with_b(Patch::Null)) =>
            "/simple/a%2Fb/a%2Cb,%C3%BC%20c/R,1";
        label_exploded("a.b", ["c.d"], &Rgb::new().with_g(2)) => "/label-exploded/.a.b/.c.d/.G=2";
        simple("...", ["%2F"], &rgb()) => "/simple/.../%252F/R,100,G,200,B,150";
    }
}

#[tokio::test]
async fn what_would_change_the_path_is_not_sent() {
    let wire = Wire::<Client>::new();
    for bad in ["", ".", ".."] {
        let error = wire.refused(|client| client.simple(bad, COLORS, &rgb())).await;
        assert!(error.to_string().contains("scalar"), "{error}");
    }
    // `.` is what the style label writes before a value.
    for bad in ["", "."] {
        let error = wire.refused(|client| client.label(bad, COLORS, &rgb())).await;
        assert!(error.to_string().contains("scalar"), "{error}");
    }
    let error = wire.refused(|client| client.simple("x", NONE, &rgb())).await;
    assert!(error.to_string().contains("list"), "{error}");
}

#[tokio::test]
async fn queries() {
    let map = BTreeMap::from([("a b".to_owned(), 1), ("c".to_owned(), 2)]);
    lines! {
        form().scalar("blue") => "/form?scalar=blue";
        form().list(COLORS) => "/form?list=blue,black,brown";
        form().object(&rgb()) => "/form?object=R,100,G,200,B,150";
        form_exploded().scalar("blue") => "/form-exploded?scalar=blue";
        form_exploded().list(COLORS) => "/form-exploded?list=blue&list=black&list=brown";
        form_exploded().object(&rgb()) => "/form-exploded?R=100&G=200&B=150";
        form_exploded().map(&map) => "/form-exploded?a%20b=1&c=2";
        space().scalar("blue") => "/space?scalar=blue";
        space().list(COLORS) => "/space?list=blue%20black%20brown";
        space().object(&rgb()) => "/space?object=R%20100%20G%20200%20B%20150";
        space_exploded().list(COLORS) => "/space-exploded?list=blue&list=black&list=brown";
        space_exploded().object(&rgb()) => "/space-exploded?R=100&G=200&B=150";
        pipe().scalar("blue") => "/pipe?scalar=blue";
        pipe().list(COLORS) => "/pipe?list=blue%7Cblack%7Cbrown";
        pipe().object(&rgb()) => "/pipe?object=R%7C100%7CG%7C200%7CB%7C150";
        pipe().numbers(&vec![1, -2]) => "/pipe?numbers=1%7C-2";
        pipe_exploded().list(COLORS) => "/pipe-exploded?list=blue&list=black&list=brown";
        pipe_exploded().object(&rgb()) => "/pipe-exploded?R=100&G=200&B=150";
        deep().object(&rgb()) => "/deep?object%5BR%5D=100&object%5BG%5D=200&object%5BB%5D=150";
        deep().filter(&Filter::new().with_name("x").with_range(FilterRange::new().with_from(1)).with_tags(vec!["a".into()]))
            => "/deep?filter%5Bname%5D=x&filter%5Brange%5D%5Bfrom%5D=1&filter%5Btags%5D%5B0%5D=a";
        deep().map(&BTreeMap::from([("a]b".to_owned(), "c d".to_owned())])) => "/deep?map%5Ba%5Db%5D=c%20d";
    }
}

#[tokio::test]
async fn empty_values_and_none_at_all() {
    lines! {
        form() => "/form";
        form().scalar("") => "/form?scalar=";
        form_exploded().scalar("") => "/form-exploded?scalar=";
        // A list of one empty text is written like no list would be, so nothing is written for the latter.
        form().list([""]) => "/form?list=";
        form().list(["", ""]) => "/form?list=,";
        form().list(NONE) => "/form";
        form_exploded().list(["", "a"]) => "/form-exploded?list=&list=a";
        form_exploded().list(NONE).object(&Rgb::new()) => "/form-exploded";
        form().object(&Rgb::new().with_b(Patch::Null)) => "/form";
        deep().object(&Rgb::new()).filter(&Filter::new()) => "/deep";
        space().list(NONE) => "/space";
        pipe().list(NONE) => "/pipe";
        types(1, uuid::Uuid::nil(), "2026-01-10".parse().unwrap()).nothing(None) =>
            "/types/1/00000000-0000-0000-0000-000000000000/2026-01-10";
    }
}

#[tokio::test]
async fn what_parts_values_is_encoded_within_them() {
    lines! {
        form().list(["a,b", "c d", "e&f=g"]) => "/form?list=a%2Cb,c%20d,e%26f%3Dg";
        form_exploded().list(["a,b", "c+d"]) => "/form-exploded?list=a%2Cb&list=c%2Bd";
        space().list(["a b", "c"]) => "/space?list=a%20b%20c";
        pipe().list(["a|b", "c"]) => "/pipe?list=a%7Cb%7Cc";
        form().scalar("größe 🎉 100%") => "/form?scalar=gr%C3%B6%C3%9Fe%20%F0%9F%8E%89%20100%25";
    }
}

#[tokio::test]
async fn headers() {
    let wire = Wire::<Client>::new();
    let sent = wire.sent(|client| client.header().x_scalar("blue").x_list(COLORS).x_object(&rgb())).await;
    assert_eq!(sent.header("x-scalar"), Some("blue"));
    assert_eq!(sent.header("x-list"), Some("blue,black,brown"));
    assert_eq!(sent.header("x-object"), Some("R,100,G,200,B,150"));
    let sent =
        wire.sent(|client| client.header_exploded().x_scalar("a b%").x_list(COLORS).x_object(&rgb())).await;
    // A header is not percent-encoded (OpenAPI 3.1.1, appendix D).
    assert_eq!(sent.header("x-scalar"), Some("a b%"));
    assert_eq!(sent.header("x-list"), Some("blue,black,brown"));
    assert_eq!(sent.header("x-object"), Some("R=100,G=200,B=150"));
    let sent = wire.sent(|client| client.header().x_list(NONE)).await;
    assert_eq!(sent.header("x-list"), None);
    assert_eq!(sent.header("x-scalar"), None);
    for bad in ["a\r\nx-other: b", "a\nb", "\0"] {
        wire.refused(|client| client.header().x_scalar(bad)).await;
    }
}

#[tokio::test]
async fn cookies() {
    let wire = Wire::<Client>::new();
    macro_rules! cookies {
        ($($($call:ident($($argument:expr),*)).+ => $cookie:expr;)*) => {$(
            let sent = wire.sent(|client| client.$($call($($argument),*)).+).await;
            assert_eq!(sent.header("cookie"), $cookie, "{}", stringify!($($call).+));
        )*};
    }
    cookies! {
        cookie() => None;
        cookie().scalar("blue") => Some("scalar=blue");
        cookie().list(COLORS) => Some("list=blue,black,brown");
        cookie().object(&rgb()) => Some("object=R,100,G,200,B,150");
        cookie().scalar("").list(NONE) => Some("scalar=");
        cookie().scalar("a; admin=1").list(["b c"]) => Some("scalar=a%3B%20admin%3D1; list=b%20c");
        cookie_exploded().scalar("blue") => Some("scalar=blue");
        cookie_exploded().list(COLORS) => Some("list=blue; list=black; list=brown");
        cookie_exploded().object(&rgb()) => Some("R=100; G=200; B=150");
        cookie_style().scalar("a%20b=") => Some("scalar=a%20b=");
        cookie_style().list(COLORS) => Some("list=blue,black,brown");
        cookie_style().object(&rgb()) => Some("object=R,100,G,200,B,150");
        cookie_style_exploded().scalar("blue") => Some("scalar=blue");
        cookie_style_exploded().list(COLORS) => Some("list=blue; list=black; list=brown");
        cookie_style_exploded().object(&rgb()) => Some("R=100; G=200; B=150");
    }
    // What would begin another cookie.
    wire.refused(|client| client.cookie_style().scalar("a; admin=1")).await;
}

#[tokio::test]
async fn contents_are_written_as_their_media_type() {
    let wire = Wire::<Client>::new();
    let filter = Filter::new().with_name("x").with_tags(vec!["a b".to_owned()]);
    let sent = wire
        .sent(|client| {
            client
                .content(["a", "b/c"])
                .query(&filter)
                .text("t")
                .x_header(&rgb())
                .cookie(&Rgb::new().with_r(1))
        })
        .await;
    assert_eq!(
        sent.line(),
        "GET /content/%5B%22a%22%2C%22b%2Fc%22%5D?query=%7B%22name%22%3A%22x%22%2C%22tags%22%3A%5B%22a%20b%22%5D%7D&text=%22t%22"
    );
    assert_eq!(sent.header("x-header"), Some(r#"{"R":100,"G":200,"B":150}"#));
    assert_eq!(sent.header("cookie"), Some("cookie=%7B%22R%22%3A1%7D"));
}

#[tokio::test]
async fn a_whole_query() {
    let search = Search::new().with_q("a b").with_tags(vec!["c".to_owned(), "d&".to_owned()]);
    lines! {
        whole_form() => "/whole-form";
        whole_form().whole(&search) => "/whole-form?q=a%20b&tags=c&tags=d%26";
        whole_form().whole(&Search::new().with_range(SearchRange::new().with_from(1))) =>
            "/whole-form?range=%7B%22from%22%3A1%7D";
        whole_json(&Filter::new().with_name("x")) => "/whole-json?%7B%22name%22%3A%22x%22%7D";
    }
}

#[tokio::test]
async fn reserved_characters() {
    const ALL: &str = ":/?#[]@!$&'()*+,;=% ü%20";
    lines! {
        reserved(ALL) => "/reserved/:%2F%3F%23%5B%5D@!$&'()*+,;=%25%20%C3%BC%20";
        reserved("x").plain(ALL) =>
            "/reserved/x?plain=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%20%C3%BC%2520";
        // Which of them a query may have, and whatever is encoded already.
        reserved("x").allowed(ALL) => "/reserved/x?allowed=:/?%23%5B%5D@!$%26'()*%2B,;=%25%20%C3%BC%20";
        reserved("x").list(["a/b", "c:d"]) => "/reserved/x?list=a/b,c:d";
    }
}

#[tokio::test]
async fn scalars_that_are_no_texts() {
    let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let path = format!("/types/-7/{id}/2026-01-10");
    let day = || "2026-01-10".parse::<jiff::civil::Date>().unwrap();
    macro_rules! types {
        ($($setter:ident($value:expr) => $query:expr;)*) => {
            lines! { $(types(-7, id.parse().unwrap(), day()).$setter($value) => format!("{path}?{}", $query);)* }
        };
    }
    types! {
        at("2026-01-10T09:00:00.5Z".parse().unwrap()) => "at=2026-01-10T09%3A00%3A00.5Z";
        number(0.1) => "number=0.1";
        number(1e21) => "number=1e21";
        flag(true) => "flag=true";
        bytes(Base64::from(vec![0xfb, 0xff, 0x00])) => "bytes=%2B%2F8A";
        color(Color::LightBlue) => "color=light%20blue";
        level(TypesLevel::V2) => "level=2";
        id(&TypesId::from("a b".to_owned())) => "id=a%20b";
        id(&TypesId::from(7)) => "id=7";
        nothing(Some("null".to_owned())) => "nothing=null";
        dates(&vec![day(), day()]) => "dates=2026-01-10,2026-01-10";
        default(3) => "default=3";
    }
    // A default is what the server takes; nothing is sent for it.
    lines! { types(-7, id.parse().unwrap(), day()) => path; }
}

#[tokio::test]
async fn names_are_the_documents() {
    let wire = Wire::<Client>::new();
    let sent = wire
        .sent(|client| {
            let call = client.names("p").page(2).filter_a_b("f").top(3).type_("t").größe("g");
            call.id_2("query").id_3("header").id_4("cookie")
        })
        .await;
    assert_eq!(
        sent.line(),
        "GET /names/p?page=2&filter%5Ba%20b%5D=f&%24top=3&type=t&gr%C3%B6%C3%9Fe=g&id=query"
    );
    assert_eq!((sent.header("id"), sent.header("cookie")), (Some("header"), Some("id=cookie")));
    // Parameters of these names mean nothing (OpenAPI, parameter object): bodies and security say them.
    assert_eq!((sent.header("authorization"), sent.header("content-type")), (None, None));
}

#[tokio::test]
async fn limits_hold_before_anything_is_sent() {
    let wire = Wire::<Client>::new();
    assert_eq!(
        wire.line(|client| client.limits("AB").limit(100).tags(["abc"])).await,
        "GET /limits/AB?limit=100&tags=abc"
    );
    for error in [
        wire.refused(|client| client.limits("ab")).await,
        wire.refused(|client| client.limits("AB").limit(0)).await,
        wire.refused(|client| client.limits("AB").limit(101)).await,
        wire.refused(|client| client.limits("AB").tags(NONE)).await,
        wire.refused(|client| client.limits("AB").tags(["abcd"])).await,
    ] {
        assert!(!error.to_string().is_empty());
    }
}
