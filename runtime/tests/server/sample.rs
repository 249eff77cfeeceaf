//! A server written by hand as one is generated.

use std::collections::BTreeMap;
use std::time::Duration;

use specwright_runtime::server::{
    Access, Api, Body, Call, Content, Denial, ErrorBody, Failure, KeyLocation, Problem, Routes, SchemeKind,
    SecurityScheme, Service, StatusCode,
};
use specwright_runtime::{Profile, Wording, server};

use crate::log::KEY;

static PROFILE: Profile = Profile { wording: Wording::ZOD, max_errors: 20 };

#[derive(Clone, PartialEq)]
pub(crate) struct Note {
    pub(crate) text: String,
    pub(crate) stars: Option<i64>,
}

specwright_runtime::record! {
    Note, "/components/schemas/Note" [.refuse_unknown()];
    new(text: impl Into<String>);
    0 text = text.into() => required("text", Schema::string(StringRules::ANY.max_length(10)));
    1 stars = None => optional("stars", PLAIN), with_stars(i64) = Some(stars);
}

#[derive(Clone, PartialEq)]
pub(crate) struct Filter {
    pub(crate) from: Option<i64>,
    pub(crate) tags: Option<Vec<String>>,
}

specwright_runtime::record! {
    Filter, "/components/schemas/Filter" [.refuse_unknown()];
    new();
    0 from = None => optional("from", PLAIN), with_from(i64) = Some(from);
    1 tags = None => optional("tags", PLAIN), with_tags(Vec<String>) = Some(tags);
}

/// An error that is no problem of RFC 9457.
#[derive(Clone, PartialEq)]
pub(crate) struct Fault {
    pub(crate) code: i64,
    pub(crate) message: String,
}

specwright_runtime::record! {
    Fault, "/components/schemas/Fault" [.refuse_unknown()];
    new(code: i64, message: impl Into<String>);
    0 code = code => required("code", PLAIN);
    1 message = message.into() => required("message", PLAIN);
}

#[derive(Debug, Default)]
pub(crate) struct Version {
    pub(crate) etag: Option<String>,
}

specwright_runtime::headers! {
    Version;
    new();
    etag = None => optional("etag"), with_etag(impl Into<String>) = Some(etag.into());
}

pub(crate) static API: Api = Api {
    title: "Notes",
    version: "1",
    security_schemes: &[
        SecurityScheme {
            name: "Key",
            kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Key" },
        },
        SecurityScheme { name: "Password", kind: SchemeKind::Basic },
        SecurityScheme { name: "Token", kind: SchemeKind::OAuth2 },
    ],
    profile: &PROFILE,
    error: Some(ErrorBody::of::<Fault>("application/json")),
};

specwright_runtime::endpoint! {
    LIST: "listNotes" GET "/notes"
    [
        .parameters(&[
            query("limit").schema(Schema::integer(IntegerRules::ANY.minimum(1).maximum(100))),
            query("ids").list(),
            query("names").explode(false).list(),
            query("filter").style(Style::DeepObject).object(),
            header("X-Flags").list(),
            cookie("theme"),
            query("all"),
            query("where").json(),
        ])
    ]
    [.produces(&["application/json", "text/csv"])];
    input ListInput {
        limit: Option<i64> = optional(0);
        ids: Option<Vec<i64>> = optional(1);
        names: Option<Vec<String>> = optional(2);
        filter: Option<Filter> = optional(3);
        flags: Option<Vec<bool>> = optional(4);
        theme: Option<String> = optional(5);
        all: Option<bool> = optional(6);
        place: Option<Filter> = optional(7);
    }
    response ListResponse {
        Ok(body: Content<Vec<String>>, headers: Version) =
            status(200).headers(&headers).content("application/json", body);
    }
}

specwright_runtime::endpoint! {
    CREATE: "createNote" POST "/notes"
    [.security(&[&["Key"], &["Password"]])]
    [
        .scopes(&[&[&["write"]], &[&[]]])
        .consumes(&[
            RequestContent::new("application/json").or(&["application/vnd.note+json"]),
            RequestContent::new("application/x-www-form-urlencoded"),
            RequestContent::new("multipart/form-data"),
            RequestContent::new("text/*"),
        ])
        .produces(&["application/json"])
        .refused(400, 422)
    ];
    input CreateInput {
        body: CreateBody = either(CreateBody::read);
    }
    response CreateResponse {
        Created(body: Note) = status(201).json("application/json", &body);
        Any(status: StatusCode) = status_within(status, 400, 499).none();
    }
}

specwright_runtime::bodies! {
    CreateBody {
        0 Json(Note) = json;
        1 Form(Note) = form;
        2 Parts(CreateParts) = multipart;
        3 Text(String) = text;
    }
}

specwright_runtime::parts! {
    CreateParts {
        text: String = part("text");
        stars: Option<i64> = maybe_part("stars");
        file: Option<server::Part> = maybe_file("file");
    }
}

specwright_runtime::endpoint! {
    FIND: "findNote" GET "/notes/{id}"
    [.parameters(&[path("id")]).security(&[&["Token"], &[]])]
    [.produces(&["application/json"]).errors(&[Documented::new(404, 404, ErrorBody::of::<Vec<String>>("application/json"))])];
    input FindInput { id: i64 = required(0); }
    response FindResponse {
        Ok(body: Note) = status(200).json("application/json", &body);
    }
}

specwright_runtime::endpoint! {
    MEND: "mendNote" PATCH "/notes/{id}"
    [.parameters(&[path("id")])]
    [.consumes(&[RequestContent::new("application/merge-patch+json")]).optional_body()];
    input MendInput {
        id: String = required(0);
        body: Option<BTreeMap<String, String>> = maybe(server::Raw::json);
    }
    response MendResponse {
        NoContent = status(204).none();
    }
}

/// What is asked for by name.
pub(crate) struct Notes;

impl Service for Notes {
    type Caller = String;

    async fn authorize(&self, access: Access<'_>) -> Result<String, Denial> {
        let Some(credential) = access.credential() else { return Ok("anybody".to_owned()) };
        match (credential.user(), credential.expose()) {
            (Some("ann"), "pass:brp_live_3f9a71c2") if credential.scheme().name == "Password" => {
                Ok("ann".to_owned())
            }
            (None, KEY) if credential.scheme().name == "Key" && credential.scopes() == ["write"] => {
                Ok("k1".to_owned())
            }
            (None, "brp_live_3f9a71c2-reader") => Err(Denial::forbidden("the key may only read")),
            (None, "brp_live_3f9a71c2-busy") => {
                let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "Slow down");
                Err(problem.with_header("retry-after", "7").into())
            }
            (None, "brp_live_3f9a71c2-broken") => {
                Err(std::io::Error::other("the store of keys is gone").into())
            }
            _ => Err(Denial::unauthenticated()),
        }
    }

    fn problem(&self, problem: Problem) -> Problem {
        let errors: Vec<String> =
            problem.errors().iter().map(|it| format!("{} {}", it.field(), it.code().as_str())).collect();
        problem.with_header("x-kind", "problem").with_header("x-errors", &errors.join("; "))
    }
}

impl Notes {
    #[expect(clippy::unused_async, reason = "an operation is async")]
    async fn list(&self, call: Call<String>, input: ListInput) -> Result<ListResponse, Failure> {
        let lines = vec![format!("{input:?}"), call.into_caller()];
        Ok(ListResponse::Ok(lines.into(), Version::new().with_etag("\"v1\"")))
    }

    #[expect(clippy::unused_async, reason = "an operation is async")]
    async fn create(&self, call: Call<String>, input: CreateInput) -> Result<CreateResponse, Failure> {
        let note = match input.body {
            CreateBody::Json(note) | CreateBody::Form(note) => note,
            CreateBody::Parts(parts) => {
                let name = parts.file.and_then(|file| file.file_name).unwrap_or_default();
                Note { text: parts.text + &name, stars: parts.stars }
            }
            CreateBody::Text(text) if text == "teapot" => {
                return Ok(CreateResponse::Any(StatusCode::IM_A_TEAPOT));
            }
            CreateBody::Text(text) if text == "odd" => return Ok(CreateResponse::Any(StatusCode::OK)),
            CreateBody::Text(text) => Note::new(text),
        };
        assert!(!call.caller().is_empty());
        Ok(CreateResponse::Created(note))
    }

    async fn find(&self, call: Call<String>, input: FindInput) -> Result<FindResponse, Failure> {
        match input.id {
            0 => Err(Problem::new(StatusCode::NOT_FOUND, "No such note").into()),
            1 => Err(std::io::Error::other("secret path").into()),
            2 => Ok(FindResponse::Ok(Note::new("longer than it may be"))),
            3 => {
                tokio::time::sleep(Duration::from_millis(300)).await;
                Ok(FindResponse::Ok(Note::new("late")))
            }
            4 => {
                let response = http::Response::builder().status(303).header("location", "/");
                Err(Failure::response(response.body(Body::empty())?))
            }
            _ => Ok(FindResponse::Ok(Note::new(call.into_caller()))),
        }
    }

    #[expect(clippy::unused_async, reason = "an operation is async")]
    async fn mend(&self, call: Call<String>, input: MendInput) -> Result<MendResponse, Failure> {
        assert_eq!(call.endpoint().operation.id, "mendNote");
        assert!(!input.id.is_empty());
        if input.body.is_some_and(|body| body.contains_key("fail")) {
            return Err(std::io::Error::other("as asked").into());
        }
        Ok(MendResponse::NoContent)
    }
}

pub(crate) fn routes(notes: Notes) -> Routes<Notes> {
    Routes::new(&API, notes)
        .route(&LIST, |server, call, input| Box::pin(server.list(call, input)))
        .route(&CREATE, |server, call, input| Box::pin(server.create(call, input)))
        .route(&FIND, |server, call, input| Box::pin(server.find(call, input)))
        .route(&MEND, |server, call, input| Box::pin(server.mend(call, input)))
}
