//! Bodies of requests: JSON, forms, `multipart`, text and bytes, and several of them to choose from.

use std::collections::BTreeMap;

use specwright_runtime::Patch;
use specwright_runtime::client::testing::Recorded;
use specwright_runtime::client::{Multipart, Part};
use wire_bodies::client::{Client, MultipartForm, SeveralForm};
use wire_bodies::types::{Form, FormOptionalRequest, Pet, PetUpdate};

use super::Wire;

fn pet() -> Pet {
    Pet::new("Rex").with_age(3)
}

const PET: &str = r#"{"name":"Rex","age":3}"#;

/// Method and target, media type, body.
fn body(sent: &Recorded) -> (String, Option<&str>, String) {
    (sent.line(), sent.header("content-type"), String::from_utf8(sent.body().to_vec()).unwrap())
}

macro_rules! bodies {
    ($($($call:ident($($argument:expr),*)).+ => $line:literal, $media:expr, $body:expr;)*) => {{
        let wire = Wire::<Client>::new();
        $(
            let sent = wire.sent(|client| client.$($call($($argument),*)).+).await;
            assert_eq!(body(&sent), ($line.to_owned(), $media, $body.to_string()), "{}", stringify!($($call).+));
        )*
    }};
}

#[tokio::test]
async fn json() {
    const JSON: Option<&str> = Some("application/json");
    let update = PetUpdate::new()
        .with_age(Patch::Null)
        .with_metadata(BTreeMap::from([("a".to_owned(), Some("b".to_owned())), ("c".to_owned(), None)]));
    bodies! {
        json(&pet()) => "POST /json", JSON, PET;
        json_optional() => "PUT /json", None, "";
        json_optional().body(&pet()) => "PUT /json", JSON, PET;
        // What is absent, `null` and a value differ.
        merge(&update) =>
            "PATCH /json", Some("application/merge-patch+json"), r#"{"age":null,"metadata":{"a":"b","c":null}}"#;
        merge(&PetUpdate::new()) => "PATCH /json", Some("application/merge-patch+json"), "{}";
        vendor(&vec![1, -2]) => "POST /vendor", Some("application/vnd.wire.v1+json; charset=utf-8"), "[1,-2]";
        scalar(&"a \"quoted\" text\n".to_owned()) => "POST /scalar", JSON, r#""a \"quoted\" text\n""#;
        nullable(&None) => "POST /nullable", JSON, "null";
        nullable(&Some(pet())) => "POST /nullable", JSON, PET;
        anything(&serde_json::json!({"b": [1, null], "a": 0.5})) => "POST /anything", JSON, r#"{"a":0.5,"b":[1,null]}"#;
        wildcard(&pet()) => "POST /wildcard", JSON, PET;
    }
}

#[tokio::test]
async fn forms() {
    const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let numbers = BTreeMap::from([("a b".to_owned(), 1), ("c".to_owned(), 2)]);
    let form = |with: fn(Form) -> Form| with(Form::new("t"));
    bodies! {
        form(&Form::new("a b&c=d+ü\r\n")) => "POST /form", FORM, "text=a%20b%26c%3Dd%2B%C3%BC%0D%0A";
        form(&form(|form| form.with_number(0.5).with_flag(true).with_nothing(Patch::Null))) =>
            "POST /form", FORM, "text=t&number=0.5&flag=true";
        // Without an encoding: each value of a list by itself, objects as JSON.
        form(&Form::new("t").with_list(texts(&["a", "b,c", ""]))) =>
            "POST /form", FORM, "text=t&list=a&list=b%2Cc&list=";
        form(&Form::new("t").with_object(pet())) =>
            "POST /form", FORM, "text=t&object=%7B%22name%22%3A%22Rex%22%2C%22age%22%3A3%7D";
        // With one.
        form(&Form::new("t").with_commas(texts(&["a", "b,c"]))) => "POST /form", FORM, "text=t&commas=a,b%2Cc";
        form(&Form::new("t").with_pipes(texts(&["a", "b"]))) => "POST /form", FORM, "text=t&pipes=a%7Cb";
        form(&Form::new("t").with_deep(numbers.clone())) =>
            "POST /form", FORM, "text=t&deep%5Ba%20b%5D=1&deep%5Bc%5D=2";
        form(&Form::new("t").with_flat(numbers)) => "POST /form", FORM, "text=t&a%20b=1&c=2";
        form(&Form::new("t").with_json(vec![1, 2])) => "POST /form", FORM, "text=t&json=%5B1%2C2%5D";
        form(&form(|form| form.with_reserved("https://a.test/?b#c"))) =>
            "POST /form", FORM, "text=t&reserved=https://a.test/?b%23c";
        form_optional() => "POST /form-optional", None, "";
        form_optional().body(&FormOptionalRequest::new("")) => "POST /form-optional", FORM, "a=";
    }
}

/// The body of `multipart/form-data`, whose boundary is checked and shown as `-`.
fn parts(sent: &Recorded) -> String {
    let media_type = sent.header("content-type").unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    String::from_utf8(sent.body().to_vec()).unwrap().replace(boundary, "-").replace("\r\n", "\n")
}

#[tokio::test]
async fn parts_of_several_kinds() {
    let wire = Wire::<Client>::new();
    let form = MultipartForm::new(Part::bytes(vec![b'a', 0, b'\n']).file_name("a \"b\".bin"), "a caption")
        .with_count(&3)
        .with_flag(&true)
        .with_day(&"2026-01-10".parse().unwrap())
        .with_pet(&pet())
        .with_pets(&vec![pet()])
        .with_picture(b"png".as_slice())
        .with_either(Part::bytes(b"jpeg".as_slice()).content_type("image/jpeg"))
        .with_files([
            Part::bytes(b"1".as_slice()).file_name("1"),
            Part::bytes(b"2".as_slice()).file_name("2"),
        ])
        .with_document(b"<a/>".as_slice())
        .with_list(&vec!["x".to_owned()])
        .part("more", Part::text("of what the document does not name"));
    let sent = wire.sent(|client| client.multipart(form)).await;
    assert_eq!(sent.line(), "POST /multipart");
    let part = |head: &str, body: &str| format!("---\nContent-Disposition: form-data; {head}\n\n{body}\n");
    let expected = [
        part("name=\"file\"; filename=\"a %22b%22.bin\"\nContent-Type: application/octet-stream", "a\0\n"),
        part("name=\"caption\"", "a caption"),
        part("name=\"count\"", "3"),
        part("name=\"flag\"", "true"),
        part("name=\"day\"", "2026-01-10"),
        part("name=\"pet\"\nContent-Type: application/json", PET),
        part("name=\"pets\"\nContent-Type: application/json", PET),
        part("name=\"picture\"; filename=\"picture\"\nContent-Type: image/png", "png"),
        part("name=\"either\"; filename=\"either\"\nContent-Type: image/jpeg", "jpeg"),
        part("name=\"files\"; filename=\"1\"\nContent-Type: application/octet-stream", "1"),
        part("name=\"files\"; filename=\"2\"\nContent-Type: application/octet-stream", "2"),
        part("name=\"document\"; filename=\"document\"\nContent-Type: application/xml", "<a/>"),
        part("name=\"list\"\nContent-Type: application/json", r#""x""#),
        part("name=\"more\"", "of what the document does not name"),
    ];
    assert_eq!(parts(&sent), expected.concat() + "-----\n");
}

#[tokio::test]
async fn a_list_is_a_part_for_each_element() {
    // OpenAPI 3.1.1, "Encoding `multipart` Media Types": each value of an array is a part of that name.
    let wire = Wire::<Client>::new();
    let form = MultipartForm::new(b"f".as_slice(), "c")
        .with_tags(&vec!["a".to_owned(), "b".to_owned()])
        .with_numbers(&vec![1, 2])
        .with_pets(&vec![pet(), Pet::new("Tom")]);
    let sent = parts(&wire.sent(|client| client.multipart(form)).await);
    for (name, head, values) in [
        ("tags", "", ["a", "b"]),
        ("numbers", "", ["1", "2"]),
        ("pets", "\nContent-Type: application/json", [PET, r#"{"name":"Tom"}"#]),
    ] {
        for value in values {
            let part = format!("form-data; name=\"{name}\"{head}\n\n{value}\n---");
            assert!(sent.contains(&part), "{part}\nin\n{sent}");
        }
    }
}

#[tokio::test]
async fn parts_that_no_schema_names() {
    let wire = Wire::<Client>::new();
    let sent =
        wire.sent(|client| client.multipart_anything(Multipart::new().part("a", Part::text("b")))).await;
    assert_eq!(parts(&sent), "---\nContent-Disposition: form-data; name=\"a\"\n\nb\n-----\n");
}

#[tokio::test]
async fn text_and_bytes() {
    bodies! {
        text("größe\n") => "POST /text", Some("text/plain"), "größe\n";
        csv("a,b\n") => "POST /csv", Some("text/csv"), "a,b\n";
        binary(b"abc".as_slice()) => "PUT /binary", Some("application/octet-stream"), "abc";
        // XML is what the caller makes of it.
        xml("<pet/>") => "POST /xml", Some("application/xml"), "<pet/>";
        protobuf() => "POST /protobuf", None, "";
        protobuf().body(b"p".as_slice()) => "POST /protobuf", Some("application/x-protobuf"), "p";
    }
    let wire = Wire::<Client>::new();
    let sent = wire.sent(|client| client.binary(vec![0xff, 0x00, 0xfe])).await;
    assert_eq!(sent.body().as_ref(), [0xff, 0x00, 0xfe]);
}

#[tokio::test]
async fn several_media_types_of_one_body() {
    bodies! {
        several(&pet()) => "POST /several", Some("application/json"), PET;
        several_form(&pet()) => "POST /several", Some("application/x-www-form-urlencoded"), "name=Rex&age=3";
        several_text("Rex") => "POST /several", Some("text/plain"), "Rex";
        several_bytes(b"Rex".as_slice()) => "POST /several", Some("application/octet-stream"), "Rex";
        several_optional() => "PUT /several", None, "";
        several_optional().body(&pet()) => "PUT /several", Some("application/json"), PET;
        several_optional().body_form(&pet()) => "PUT /several", Some("application/x-www-form-urlencoded"), "name=Rex&age=3";
    }
    let wire = Wire::<Client>::new();
    let sent = wire.sent(|client| client.several_multipart(SeveralForm::new("Rex"))).await;
    assert_eq!(parts(&sent), "---\nContent-Disposition: form-data; name=\"name\"\n\nRex\n-----\n");
}

#[tokio::test]
async fn bytes_of_the_media_type_that_the_caller_has() {
    let wire = Wire::<Client>::new();
    let sent = wire.sent(|client| client.pictures(b"p".as_slice()).header("content-type", "image/png")).await;
    assert_eq!(sent.header("content-type"), Some("image/png"));
    let sent =
        wire.sent(|client| client.any_picture(b"p".as_slice()).header("content-type", "image/webp")).await;
    assert_eq!(sent.header("content-type"), Some("image/webp"));
    // A range is nothing that bytes can be.
    let sent = wire.sent(|client| client.any_picture(b"p".as_slice())).await;
    assert_eq!(sent.header("content-type"), Some("application/octet-stream"));
}
