//! Durability: the program is killed in the middle of a write load, and everything that it has told is still there.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use otark_brp_client::Client;
use otark_brp_client::types::CustomerUpdate;
use otark_brp_sandbox::Store;

use crate::program::Program;

/// How often it is killed; set `SANDBOX_KILLS` for more.
const KILLS: usize = 5;

const WRITERS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_and_nothing_is_half_done() {
    let kills = std::env::var("SANDBOX_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    // The highest number that each writer has been told is written.
    let told: Arc<[AtomicUsize; WRITERS]> = Arc::default();
    for round in 0..kills {
        let mut program = Program::with_database(&file);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let client = Client::builder().api_key(program.key.as_str()).base_url(program.url.as_str());
                tokio::spawn(write(client.build().unwrap(), writer, Arc::clone(&told)))
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(150 + 37 * (round as u64 % 7))).await;
        program.kill();
        for writer in writers {
            writer.await.unwrap();
        }
        let (store, is_new) = Store::open(Some(&file)).unwrap();
        assert!(!is_new);
        let customer = store.customer("cust_r8s9t0u1").unwrap().unwrap();
        for (writer, told) in told.iter().enumerate() {
            let value = |side: &str| -> usize {
                customer.metadata.get(&format!("w{writer}_{side}")).map_or(0, |text| text.parse().unwrap())
            };
            let (left, right) = (value("left"), value("right"));
            assert_eq!(left, right, "half an update of writer {writer} in round {round}");
            let told = told.load(Ordering::SeqCst);
            assert!(left >= told, "writer {writer} was told of {told}, and {left} is there");
        }
    }
    assert!(told.iter().all(|told| told.load(Ordering::SeqCst) > 0), "every writer has written");
}

/// Writes one number after the other under two keys, until nobody answers any more.
async fn write(client: Client, writer: usize, told: Arc<[AtomicUsize; WRITERS]>) {
    // An update whose answer was lost may have been carried out, so numbers are never used twice.
    let mut next = told[writer].load(Ordering::SeqCst) + 1000;
    loop {
        next += 1;
        let update = CustomerUpdate::new()
            .set_metadata(format!("w{writer}_left"), next.to_string())
            .set_metadata(format!("w{writer}_right"), next.to_string());
        if client.update_customer("cust_r8s9t0u1", &update).await.is_err() {
            return;
        }
        told[writer].store(next, Ordering::SeqCst);
    }
}
