//! Whatever a server does, in whatever order: nothing that is not idempotent is carried out twice.

use std::collections::HashMap;
use std::time::Duration;

use specwright_runtime::client::Delivery;

use crate::server::{Act, Client, Server, call, response};

/// Faults in an order that looks random and is the same in every run.
fn faults(count: usize) -> impl Iterator<Item = Act> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let half = || b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec();
        match state % 11 {
            0 => Act::Reset(Vec::new()),
            1 => Act::Close(Vec::new()),
            2 => Act::Reset(half()),
            3 => Act::Close(half()),
            4 => Act::Write(response("503 Service Unavailable", &[("retry-after", "0")], "{}")),
            5 => Act::Write(response("429 Too Many Requests", &[("retry-after", "0")], "{}")),
            6 => Act::Close(response("200 OK", &[], "{}")),
            7 => Act::Stall(Vec::new()),
            8 => Act::Stall(half()),
            _ => Act::ok(),
        }
    })
    .take(count)
}

#[tokio::test]
async fn nothing_is_carried_out_twice() {
    let server = Server::start(faults(100_000)).await;
    let limit = Duration::from_millis(300);
    let client: Client =
        server.builder().retry_budget(None).attempt_timeout(limit).read_timeout(limit).build().unwrap();
    let tasks: Vec<_> = (0..300)
        .map(|i| {
            let method = ["PATCH", "POST", "GET"][i % 3];
            let name = format!("{method} {i}");
            let call = call(&client, method, &name);
            tokio::spawn(async move { (method, name, call.reply().await) })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    let mut times: HashMap<String, u32> = HashMap::new();
    for name in server.carried_out() {
        *times.entry(name).or_default() += 1;
    }
    for (method, name, result) in results {
        let times = times.get(&name).copied().unwrap_or(0);
        let attempts = match &result {
            Ok(reply) => reply.attempts(),
            Err(error) => error.attempts(),
        };
        assert!(times <= attempts, "{name}: {times} of {attempts}");
        if method != "GET" {
            assert!(times <= 1, "{name} was carried out {times} times");
        }
        match result {
            Ok(_) => assert!(times >= 1),
            Err(error) if error.delivery() == Delivery::NotSent => assert_eq!(times, 0, "{error}"),
            Err(error) if error.delivery() == Delivery::Answered => assert!(times >= 1, "{error}"),
            Err(_) => {}
        }
    }
}
