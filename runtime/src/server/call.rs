//! A call: what an operation knows of its request beyond its input.

use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use super::endpoint::Endpoint;

/// The request of an operation, once it has been let through.
///
/// ```
/// use specwright_runtime::server::Call;
///
/// #[derive(Clone)]
/// struct RequestId(String);
///
/// fn audit(call: Call<String>) -> String {
///     let id = call.extensions().get::<RequestId>().map_or("-", |id| &id.0);
///     let agent = call.headers().get("user-agent");
///     println!("{id} {agent:?} wants {:?} of {}", call.media_type(), call.endpoint().operation.id);
///     println!("{} {} by {}", call.method(), call.uri().path(), call.caller());
///     call.into_caller()
/// }
/// ```
#[derive(Debug)]
pub struct Call<C> {
    pub(super) caller: C,
    pub(super) endpoint: &'static Endpoint,
    pub(super) parts: Parts,
    pub(super) media_type: Option<&'static str>,
}

impl<C> Call<C> {
    /// Who calls, as [`Service::authorize`](super::Service::authorize) has found out.
    pub const fn caller(&self) -> &C {
        &self.caller
    }

    /// Who calls, to be kept.
    pub fn into_caller(self) -> C {
        self.caller
    }

    /// What the document says of the operation.
    pub const fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The documented media type that the client prefers; nothing where no response has a body.
    pub const fn media_type(&self) -> Option<&'static str> {
        self.media_type
    }

    /// The method; `HEAD` where the client wants no body of what it could get.
    pub const fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The target.
    pub const fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The headers, those of the document included.
    pub const fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What layers have added.
    pub const fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }
}
