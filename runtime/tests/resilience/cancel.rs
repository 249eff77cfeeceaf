//! Calls that are dropped at any moment, of all that they can be waiting for, leave the client as it was.

use std::time::Duration;

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    BoxFuture, Builder, Method, Token, TokenError, TokenSource, Transport, TransportFault,
};
use tokio::time::{sleep, timeout};

use crate::tokens::Client;

/// Gives a token that is good for two seconds, after half of one.
struct Slow;

impl TokenSource for Slow {
    fn token<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async {
            sleep(Duration::from_millis(500)).await;
            Ok(Token::new(crate::harness::KEY).expires_in(Duration::from_secs(2)))
        })
    }
}

fn answers() -> [Answer; 5] {
    let limited = |status: u16, remaining: &str| {
        Answer::status(status)
            .header("x-ratelimit-remaining", remaining)
            .header("x-ratelimit-reset", "1")
            .after(Duration::from_millis(200))
    };
    [
        limited(200, "2"),
        limited(401, "1"),
        limited(429, "0"),
        limited(503, "3"),
        Answer::fail(TransportFault::Broken).after(Duration::from_millis(100)),
    ]
}

#[tokio::test(start_paused = true)]
async fn whatever_a_call_was_waiting_for() {
    for seed in 0..20_u64 {
        let script = Script::new();
        (0..200_u64)
            .for_each(|i| script.respond(answers()[usize::try_from((i * 7 + seed) % 5).unwrap()].clone()));
        let client: Client = Builder::new()
            .token_source(Slow)
            .transport(script.clone())
            .wait_for_rate_limit(true)
            .jitter_seed(seed)
            .build()
            .unwrap();
        let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let patience = Duration::from_millis(random % 6000);
                let call = client.0.request(Method::GET, "/v1").timeout(None).reply();
                tokio::spawn(async move { timeout(patience, call).await.is_ok() })
            })
            .collect();
        let mut dropped = 0;
        for task in tasks {
            dropped += usize::from(!task.await.unwrap());
        }
        assert!(dropped > 10, "{dropped}");
        // Nothing goes on, and nobody holds what the next call needs.
        let sent = script.requests().len();
        sleep(Duration::from_secs(600)).await;
        assert_eq!(script.requests().len(), sent);
        script.always(Answer::status(200));
        while script.requests().len() < 200 {
            let _ = client.0.request(Method::GET, "/v1").timeout(None).reply().await;
        }
        let last = timeout(Duration::from_secs(60), client.0.request(Method::GET, "/v1").reply()).await;
        assert_eq!(last.unwrap().unwrap().status().as_u16(), 200);
    }
}
