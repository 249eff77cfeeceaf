//! Requests that the document does not describe, with the credentials, the retries and the errors of those that it does.

use http::Method;

use super::call::Call;
use super::core::Core;
use crate::operation::Operation;

/// What a call has in place of an operation of the document.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
}

impl Core {
    /// Starts a call of an endpoint that the document does not describe.
    ///
    /// The path is a template below the server's URL, so that what varies is encoded. Every credential that is
    /// configured is sent.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Core, Error, Method};
    ///
    /// async fn preview(core: &Core, id: String) -> Result<(), Error> {
    ///     let call = core.request(Method::GET, "/beta/customers/{id}/preview").path("id", id);
    ///     let reply = call.query("depth", "2").reply().await?;
    ///     println!("{}: {:?}", reply.status(), reply.body());
    ///     Ok(())
    /// }
    /// ```
    pub fn request(&self, method: Method, path: &'static str) -> Call {
        let operation = operation(&method);
        Call::raw(self.clone(), operation, Raw { method, path })
    }
}

/// What errors and traces call such a request.
fn operation(method: &Method) -> &'static Operation {
    macro_rules! operation {
        ($id:literal) => {{
            static OPERATION: Operation = Operation::new($id, Method::GET, "").accept(ACCEPT);
            &OPERATION
        }};
    }
    match method.as_str() {
        "GET" => operation!("GET request"),
        "HEAD" => operation!("HEAD request"),
        "OPTIONS" => operation!("OPTIONS request"),
        "PUT" => operation!("PUT request"),
        "POST" => operation!("POST request"),
        "PATCH" => operation!("PATCH request"),
        "DELETE" => operation!("DELETE request"),
        "QUERY" => operation!("QUERY request"),
        _ => operation!("other request"),
    }
}

const ACCEPT: &str = "application/json, application/problem+json, */*;q=0.5";
