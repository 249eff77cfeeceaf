//! Routes: every operation of a generated server with the method that implements it.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use http::{Method, Request};

use super::api::{Api, Service};
use super::call::Call;
use super::dispatch;
use super::endpoint::Endpoint;
use super::failure::Failure;
use super::input::{Input, Raw};
use super::problem::Problem;
use super::reply::{Answer, Reply, Respond};
use super::settings::Settings;
use super::template::Templates;

/// What an operation will give.
///
/// ```
/// use specwright_runtime::server::Pending;
///
/// fn find_note(notes: &[String], id: usize) -> Pending<'_, Option<&str>> {
///     Box::pin(async move { Ok(notes.get(id).map(String::as_str)) })
/// }
/// ```
pub type Pending<'s, R> = Pin<Box<dyn Future<Output = Result<R, Failure>> + Send + 's>>;

/// Runs an operation: reads its input, and on with it.
pub(super) type Run<S> = Box<
    dyn for<'s> Fn(&'s S, Raw<'_>, <S as Service>::Caller, Option<&'static str>, Reply) -> Running<'s>
        + Send
        + Sync,
>;

/// The answer to come, or what is wrong with the input.
pub(super) type Running<'s> = Result<Pin<Box<dyn Future<Output = Answer> + Send + 's>>, Problem>;

/// One operation.
pub(super) struct Route<S: Service> {
    pub(super) endpoint: &'static Endpoint,
    pub(super) method: Method,
    pub(super) run: Run<S>,
}

/// Every operation of a server, and what it allows; [`into_router`](Self::into_router) makes a [`Router`] of them.
///
/// [`Router`]: axum::Router
///
/// ```
/// use specwright_runtime::Profile;
/// use specwright_runtime::server::{Access, Api, Call, Denial, Pending, Routes, Service, Settings};
///
/// static API: Api =
///     Api { title: "Notes", version: "1", security_schemes: &[], profile: Profile::DEFAULT, error: None };
///
/// specwright_runtime::endpoint! {
///     FIND_NOTE: "findNote" GET "/notes/{id}" [.parameters(&[path("id")])] [];
///     input FindNoteInput {
///         /// Which note.
///         id: i64 = required(0);
///     }
///     response FindNoteResponse {
///         /// Status 200: the lines of the note.
///         Ok(body: Vec<String>) = status(200).json("application/json", &body);
///     }
/// }
///
/// struct Notes;
///
/// impl Service for Notes {
///     type Caller = ();
///
///     async fn authorize(&self, _: Access<'_>) -> Result<(), Denial> {
///         Ok(())
///     }
/// }
///
/// impl Notes {
///     fn find_note(&self, _: Call<()>, input: FindNoteInput) -> Pending<'_, FindNoteResponse> {
///         Box::pin(async move { Ok(FindNoteResponse::Ok(vec![format!("note {}", input.id)])) })
///     }
/// }
///
/// let router = Routes::new(&API, Notes)
///     .route(&FIND_NOTE, Notes::find_note)
///     .with_settings(Settings::default())
///     .into_router();
/// ```
pub struct Routes<S: Service> {
    pub(super) api: &'static Api,
    pub(super) service: S,
    pub(super) settings: Settings,
    pub(super) templates: Templates,
    pub(super) all: Vec<Route<S>>,
}

impl<S: Service> Routes<S> {
    /// A server without operations.
    #[must_use]
    pub fn new(api: &'static Api, service: S) -> Self {
        Self { api, service, settings: Settings::default(), templates: Templates::default(), all: Vec::new() }
    }

    /// Adds an operation with the method that implements it.
    #[must_use]
    pub fn route<I, R>(
        mut self,
        endpoint: &'static Endpoint,
        operation: for<'s> fn(&'s S, Call<S::Caller>, I) -> Pending<'s, R>,
    ) -> Self
    where
        I: Input + Send + 'static,
        R: Respond + 'static,
    {
        let run: Run<S> = Box::new(move |service, mut raw, caller, media_type, reply| {
            let input = I::read(&mut raw);
            let (input, parts) = raw.finish(input)?;
            let call = Call { caller, endpoint, parts, media_type };
            Ok(Box::pin(async move {
                match operation(service, call, input).await {
                    Ok(response) => response.respond(reply),
                    Err(failure) => Answer(Err(failure)),
                }
            }))
        });
        let method = endpoint.operation.method();
        let is_taken = |other: &Route<S>| {
            other.method == method && other.endpoint.operation.path == endpoint.operation.path
        };
        if let Some(other) = self.all.iter().find(|other| is_taken(other)) {
            let (operation, other) = (endpoint.operation.id, other.endpoint.operation.id);
            tracing::warn!(
                operation,
                other,
                "two operations have one path and one method: the first is served"
            );
        }
        self.templates.add(endpoint.operation.path, self.all.len());
        self.all.push(Route { endpoint, method, run });
        self
    }

    /// Sets what requests are allowed.
    #[must_use]
    pub fn with_settings(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    /// The router, to be served, nested, or put under layers.
    pub fn into_router(self) -> axum::Router {
        let routes = Arc::new(self);
        axum::Router::new().fallback(move |request: Request<Body>| {
            let routes = Arc::clone(&routes);
            async move { dispatch::answer(&routes, request).await }
        })
    }
}

impl<S: Service> fmt::Debug for Routes<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.all.iter().map(|route| route.endpoint.operation.id).collect();
        f.debug_struct("Routes")
            .field("api", &self.api.title)
            .field("operations", &ids)
            .finish_non_exhaustive()
    }
}
