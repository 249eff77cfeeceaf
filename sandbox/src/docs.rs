//! The page of the API, with the scripts that it needs: nothing is fetched from anywhere else.

use std::sync::Arc;

use otark_brp_server::axum::Router;
use otark_brp_server::axum::response::{IntoResponse as _, Response};
use otark_brp_server::axum::routing::get;
use otark_brp_server::http::HeaderValue;
use otark_brp_server::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use otark_brp_server::{Body, StatusCode};

use crate::service::Shared;

/// The document, as the page of the API has it.
const DOCUMENT: &str = include_str!("../../spec/otark-brp.yaml");

/// What the page may load: itself. The component puts styles and scripts of its own into it.
const POLICY: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'";

/// `/docs`, what it loads, and the document.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let key = &shared.shown.key;
    let config = serde_json::json!({
        "url": "/openapi.yaml",
        // The document names production.
        "servers": [{ "url": "/", "description": "This sandbox" }],
        "authentication": {
            "preferredSecurityScheme": "ApiKeyAuth",
            "securitySchemes": { "ApiKeyAuth": { "value": key } },
        },
        "defaultOpenAllTags": true,
        "withDefaultFonts": false,
        "telemetry": false,
        "hideClientButton": true,
        "showDeveloperTools": "never",
        "agent": { "disabled": true },
        "mcp": { "disabled": true },
    });
    // The configuration stands in a script, which no text of it may end.
    let config = config.to_string().replace('<', "\\u003c");
    let page = scalar_api_reference::render_scalar(&config, Some("/docs/scalar.js"));
    let page = page.replace("<title>Scalar API Reference", "<title>Otark BRP API (sandbox)");
    Router::new()
        .route("/docs", get(move || async move { page_response(page) }))
        .route("/docs/scalar.js", get(async || script()))
        .route("/openapi.yaml", get(async || typed("application/yaml", Body::from(DOCUMENT))))
}

fn typed(media_type: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

fn page_response(page: String) -> Response {
    let mut response = typed("text/html; charset=utf-8", Body::from(page));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

fn script() -> Response {
    match scalar_api_reference::get_asset("scalar.js") {
        Some(bytes) => {
            let mut response = typed("text/javascript; charset=utf-8", Body::from(bytes));
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
            response
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
