//! A service that refuses everybody: clients come back when they were told to, and not more often than they may.

use std::time::{Duration, Instant};

use specwright_runtime::client::RetryBudget;

use crate::server::{Act, Client, Server, call, response};

fn refusal(status: &str, after: &str) -> Act {
    Act::Write(response(status, &[("retry-after", after)], "{}"))
}

#[tokio::test]
async fn a_storm_of_429_passes() {
    // The first sixty requests are refused.
    let acts = std::iter::repeat_n(refusal("429 Too Many Requests", "0"), 60);
    let server = Server::start(acts).await;
    let client: Client = server.builder().build().unwrap();
    let tasks: Vec<_> = (0..50).map(|i| tokio::spawn(call(&client, "GET", &i.to_string()).reply())).collect();
    let mut succeeded = 0;
    for task in tasks {
        succeeded += usize::from(task.await.unwrap().unwrap().status().is_success());
    }
    assert!(succeeded >= 30, "{succeeded}");
    assert!(server.carried_out().len() <= 150);
}

#[tokio::test]
async fn the_budget_protects_a_service_that_is_down() {
    let acts = std::iter::repeat_n(refusal("503 Service Unavailable", "0"), 10_000);
    let server = Server::start(acts).await;
    let client: Client = server.builder().retry_budget(RetryBudget::new(100)).build().unwrap();
    let tasks: Vec<_> =
        (0..200).map(|i| tokio::spawn(call(&client, "GET", &i.to_string()).reply())).collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().status().as_u16(), 503);
    }
    // 200 calls, and not 400 retries but 20.
    assert_eq!(server.carried_out().len(), 220);
}

#[tokio::test]
async fn a_503_is_waited_out_where_that_does_no_harm() {
    let server = Server::start([refusal("503 Service Unavailable", "1")]).await;
    let start = Instant::now();
    assert_eq!(server.call("GET").reply().await.unwrap().status().as_u16(), 200);
    assert!(start.elapsed() >= Duration::from_secs(1));
    let server = Server::start([refusal("503 Service Unavailable", "1")]).await;
    let error = server.call("PATCH").reply().await.unwrap().success().unwrap_err();
    assert_eq!((error.retry_after(), server.carried_out().len()), (Some(Duration::from_secs(1)), 1));
}
