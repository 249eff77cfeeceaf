//! The page, sentence by sentence: each sentence has a test that is named after it, and `docs/otark.md` has the list.

mod choices;
mod errors;
mod operation;
mod schemas;
mod table;

use otark_brp_sandbox::Sandbox;

use crate::http::{Answer, CUSTOMER, patch};

pub(crate) const READ_ONLY_KEY: &str = "brp_test_4nordwindreadonly3h8d";
pub(crate) const OTHER_KEY: &str = "brp_test_9alpenstrom2w6y3b7n5p";

async fn sandbox() -> Sandbox {
    Sandbox::start().await.unwrap()
}

/// A sandbox whose clock stands still, so that times and windows are known.
async fn at(time: &str) -> Sandbox {
    let sandbox = sandbox().await;
    sandbox.clock().stop_at(time.parse().unwrap());
    sandbox
}

/// What an update of the active customer of the examples is answered with.
async fn update(body: &str) -> Answer {
    patch(&sandbox().await, CUSTOMER, body).await
}
