//! Answers: which of the documented responses one is, by its status and media type, and what its body decodes to.

use specwright_runtime::FieldError;
use specwright_runtime::client::testing::Answer;
use specwright_runtime::client::{Builder, Content, Error, Response, RetryPolicy};
use wire_bodies::client::{
    Client, DefaultRequestError, HeadHeadersHeaders as _, HeadersHeadersHeaders as _, MaybeError,
    MaybeSuccess, NotModifiedError, RangeError, StatusesError, StatusesSuccess,
};
use wire_bodies::types::{Created, HeadersXLevel, Pet};

use super::Wire;

const PET: &str = r#"{"name":"Rex","age":3}"#;

fn pet() -> Pet {
    Pet::new("Rex").with_age(3)
}

fn answer(status: u16, media_type: &str, body: &str) -> Answer {
    Answer::status(status).header("content-type", media_type).chunk(body.to_owned())
}

/// A client that takes the first answer for the last.
fn wire() -> Wire<Client> {
    Wire::with(Builder::new().retry(RetryPolicy::none()))
}

async fn statuses(answer: Answer) -> Result<StatusesSuccess, StatusesError> {
    wire().answered(answer, Client::statuses).await.map(Response::into_value)
}

#[tokio::test]
async fn successes_by_their_status() {
    assert!(matches!(statuses(Answer::json(200, PET)).await, Ok(StatusesSuccess::Ok(it)) if it == pet()));
    let created = statuses(Answer::json(201, r#"{"id":"1"}"#)).await;
    assert!(matches!(created, Ok(StatusesSuccess::Created(it)) if it == Created::new("1")));
    assert!(matches!(statuses(Answer::status(202)).await, Ok(StatusesSuccess::Accepted(()))));
    assert!(matches!(statuses(Answer::status(204)).await, Ok(StatusesSuccess::NoContent(()))));
    // No response of the document but the default is this one, and a default is no success beside others.
    let other = statuses(Answer::json(206, r#"{"id":"2"}"#)).await;
    assert!(matches!(other, Err(StatusesError::Default(it)) if it.id == "2"));
}

#[tokio::test]
async fn failures_by_their_status() {
    const MISSING: &str = r#"{"message":"gone","id":"7"}"#;
    // The body is the same, and only the status says which of both it is.
    let error = statuses(Answer::json(400, MISSING)).await.unwrap_err();
    assert!(matches!(&error, StatusesError::BadRequest(it) if it.message == "gone"), "{error:?}");
    let error = statuses(Answer::json(404, MISSING)).await.unwrap_err();
    assert!(matches!(&error, StatusesError::NotFound(it) if it.id == "7"), "{error:?}");
    let problem = |status| answer(status, "application/problem+json", r#"{"title":"Sorry","status":1}"#);
    for status in [401, 418, 499] {
        let error = statuses(problem(status)).await.unwrap_err();
        assert!(
            matches!(&error, StatusesError::ClientError(it) if it.title.as_deref() == Some("Sorry")),
            "{error:?}"
        );
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
    let error = statuses(answer(503, "text/plain", "down")).await.unwrap_err();
    assert!(matches!(&error, StatusesError::ServiceUnavailable(it) if it.value() == "down"), "{error:?}");
    let error = statuses(problem(500)).await.unwrap_err();
    assert!(matches!(&error, StatusesError::ServerError(it) if it.status().as_u16() == 500), "{error:?}");
    let error = statuses(Answer::json(304, r#"{"id":"3"}"#)).await.unwrap_err();
    assert!(matches!(&error, StatusesError::Default(it) if it.id == "3"), "{error:?}");
}

#[tokio::test]
async fn a_body_that_does_not_decode_hides_neither_status_nor_body() {
    let error = statuses(Answer::json(404, r#"{"message":"gone"}"#)).await.unwrap_err();
    let StatusesError::Other(error) = error else { panic!("{error:?}") };
    assert!(error.is_decode());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.body().map(|body| &body[..]), Some(&br#"{"message":"gone"}"#[..]));
}

#[tokio::test]
async fn ranges_and_defaults() {
    let wire = wire();
    for status in [200, 203, 299] {
        let found = wire.answered(Answer::json(status, PET), Client::range).await.unwrap();
        assert_eq!((found.status().as_u16(), found.into_value()), (status, pet()));
        let found = wire.answered(Answer::json(status, PET), Client::default).await.unwrap();
        assert_eq!(found.into_value(), pet());
    }
    let error = wire.answered(answer(500, "application/problem+json", "{}"), Client::range).await;
    assert!(matches!(error, Err(RangeError::Default(_))));
    let error = wire.answered(Answer::json(500, PET), Client::default).await;
    assert!(matches!(error, Err(DefaultRequestError::Default(it)) if **it == pet()));
}

#[tokio::test]
async fn one_type_for_successes_that_are_alike() {
    let wire = wire();
    for status in [200, 201] {
        let found = wire.answered(Answer::json(status, PET), Client::same).await.unwrap();
        assert_eq!((found.status().as_u16(), found.into_value()), (status, pet()));
    }
}

#[tokio::test]
async fn responses_without_a_body() {
    let wire = wire();
    wire.answered(Answer::status(204), Client::none).await.unwrap();
    let found = wire.answered(Answer::json(200, PET), Client::maybe).await.unwrap();
    assert!(matches!(found.value(), MaybeSuccess::Ok(it) if *it == pet()));
    let found = wire.answered(Answer::status(204), Client::maybe).await.unwrap();
    assert!(matches!(found.value(), MaybeSuccess::NoContent(())));
    let error = wire.answered(Answer::status(404), Client::maybe).await.unwrap_err();
    assert!(matches!(error, MaybeError::NotFound(_)));
    // What is sent although the document has no body for it does no harm.
    let error = wire.answered(answer(404, "text/html", "<p>"), Client::maybe).await.unwrap_err();
    assert!(matches!(error, MaybeError::NotFound(_)));
    let error = wire.answered(Answer::status(304), Client::not_modified).await.unwrap_err();
    assert!(matches!(error, NotModifiedError::NotModified(_)));
}

#[tokio::test]
async fn what_the_document_does_not_describe_keeps_everything() {
    let wire = wire();
    let error: Error = match wire.answered(answer(500, "text/html", "<p>"), Client::none).await {
        Err(wire_bodies::client::NoneRequestError::Other(error)) => error,
        outcome => panic!("{outcome:?}"),
    };
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"<p>"[..]));
    assert!(error.to_string().contains("500"), "{error}");
}

#[tokio::test]
async fn contents_by_their_media_type() {
    let wire = wire();
    for (media_type, body, expected) in [
        ("application/json", PET, Content::Json(pet())),
        ("application/json; charset=utf-8", PET, Content::Json(pet())),
        ("APPLICATION/JSON", PET, Content::Json(pet())),
        ("text/plain; charset=utf-8", "größe", Content::Text("größe".to_owned())),
        ("image/png", "png", Content::Bytes("png".into())),
    ] {
        let found = wire.answered(answer(200, media_type, body), Client::contents).await.unwrap();
        assert_eq!(*found.value(), expected, "{media_type}");
    }
    let sent = wire.sent(Client::contents).await;
    assert_eq!(sent.header("accept"), Some("application/json, text/plain, image/png"));
}

#[tokio::test]
async fn a_body_of_each_kind() {
    let wire = wire();
    let found = wire.answered(answer(200, "text/plain", "7"), Client::plain).await.unwrap();
    assert_eq!(found.into_value(), "7");
    let bytes = Answer::status(200).header("content-type", "image/png").chunk(vec![0xff, 0x00]);
    let found = wire.answered(bytes, Client::picture).await.unwrap();
    assert_eq!(found.value().as_ref(), [0xff, 0x00]);
    let found = wire.answered(answer(200, "application/vnd.wire.v1+json", PET), Client::vendor_answer).await;
    assert_eq!(found.unwrap().into_value(), pet());
    let found = wire.answered(Answer::json(200, format!("[{PET},{PET}]")), Client::list).await.unwrap();
    assert_eq!(found.into_value(), [pet(), pet()]);
    let found = wire.answered(Answer::json(200, "-7"), Client::number).await.unwrap();
    assert_eq!(found.into_value(), -7);
    for (body, expected) in [("null", None), (PET, Some(pet()))] {
        let found = wire.answered(Answer::json(200, body), Client::nullable_answer).await.unwrap();
        assert_eq!(found.into_value(), expected);
    }
    for body in ["null", "[1,{}]", "\"x\""] {
        let found = wire.answered(Answer::json(200, body), Client::any_answer).await.unwrap();
        assert_eq!(found.into_value().to_string(), body);
    }
    let found = wire.answered(answer(200, "application/xml", "<pet/>"), Client::xml_answer).await.unwrap();
    assert_eq!(found.value().as_ref(), b"<pet/>");
    wire.answered(answer(200, "text/html", PET), Client::list).await.unwrap_err();
}

#[tokio::test]
async fn headers() {
    let wire = wire();
    let all = Answer::status(200)
        .header("x-count", "3")
        .header("X-Name", "a name")
        .header("x-flag", "true")
        .header("x-at", "2026-01-10T09:00:00Z")
        .header("x-level", "high")
        .header("x-tags", "a, b,c");
    let found = wire.answered(all, Client::headers).await.unwrap().headers_headers().unwrap();
    assert_eq!((found.count, found.name.as_deref(), found.flag), (3, Some("a name"), Some(true)));
    assert_eq!(found.at, Some("2026-01-10T09:00:00Z".parse().unwrap()));
    assert_eq!(found.level, Some(HeadersXLevel::High));
    assert_eq!(found.tags, Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));

    let fields = async |answer| {
        let errors = wire.answered(answer, Client::headers).await.unwrap().headers_headers().unwrap_err();
        errors.iter().map(FieldError::field).collect::<Vec<_>>()
    };
    assert_eq!(fields(Answer::status(200)).await, ["x-count"]);
    assert_eq!(fields(Answer::status(200).header("x-count", "many")).await, ["x-count"]);
    let head = wire.answered(Answer::status(200).header("x-count", "5"), Client::head).await.unwrap();
    assert_eq!(head.head_headers().unwrap().count, Some(5));
    let head = wire.answered(Answer::status(200), Client::head).await.unwrap();
    assert_eq!(head.head_headers().unwrap().count, None);
}
