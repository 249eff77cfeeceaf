//! What is served beside the API: the page of it, and what that loads.

use otark_brp_sandbox::Sandbox;

use crate::http::send;

#[tokio::test]
async fn the_page_of_the_api_loads_nothing_from_elsewhere() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = send(sandbox.url(), "GET /docs", "", "").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'self'"));
    assert!(page.body.contains("src=\"/docs/scalar.js\"") && page.body.contains("/openapi.yaml"));
    assert!(!page.body.contains("https://"), "{}", page.body);
    assert!(page.body.contains(sandbox.api_key()), "a person can try it at once");
    let script = send(sandbox.url(), "GET /docs/scalar.js", "", "").await;
    assert!(script.status == 200 && script.body.len() > 1_000_000);
    let document = send(sandbox.url(), "GET /openapi.yaml", "", "").await;
    assert!(document.body.starts_with("openapi: 3.0.0"));
}
