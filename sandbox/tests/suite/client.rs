//! The generated client against the sandbox: every documented response, and many at once.

use otark_brp_client::types::{BalanceGroup, CustomerStatus, CustomerUpdate, Tso};
use otark_brp_client::{Client, RateLimitHeaders as _, RetryPolicy, UpdateCustomerError};
use otark_brp_sandbox::{Action, Fault, Sandbox, State};

const PENDING: &str = "cust_p3w7k2m9";
const ACTIVE: &str = "cust_r8s9t0u1";

fn client(sandbox: &Sandbox, key: &str) -> Client {
    crate::log::everything();
    Client::builder().api_key(key).base_url(sandbox.url()).build().unwrap()
}

#[tokio::test]
async fn every_documented_response_comes_typed() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.api_key());
    let update = CustomerUpdate::new()
        .with_status(CustomerStatus::Active)
        .with_balance_group(BalanceGroup::new("11YSOLARDACH--A", Tso::DeTennet))
        .set_metadata("cost_center", "CC-1")
        .remove_metadata("region");
    let customer = client.update_customer(PENDING, &update).await.unwrap();
    assert_eq!(customer.status, CustomerStatus::Active);
    assert_eq!(customer.metadata.len(), 2);
    assert_eq!(customer.rate_limit().unwrap().limit, Some(300));

    let again = client.update_customer(PENDING, &update).await.unwrap_err();
    let UpdateCustomerError::Conflict(problem) = again else { panic!("{again:?}") };
    assert_eq!(problem.title, "Customer Already Active");

    let update = CustomerUpdate::new().with_balance_group(BalanceGroup::new("11YNOBODY", Tso::DeTennet));
    let refused = client.update_customer(ACTIVE, &update).await.unwrap_err();
    let UpdateCustomerError::BadRequest(problem) = refused else { panic!("{refused:?}") };
    assert!(problem.type_.ends_with("/balance_group_tso_not_enabled"));

    let missing = client.update_customer("cust_nobody", &CustomerUpdate::new()).await.unwrap_err();
    let UpdateCustomerError::NotFound(problem) = missing else { panic!("{missing:?}") };
    assert_eq!(problem.instance.as_deref(), Some("/v1/customers/cust_nobody"));
}

#[tokio::test]
async fn keys_that_may_not_are_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let call =
        async |key| client(&sandbox, key).update_customer(ACTIVE, &CustomerUpdate::new()).await.unwrap_err();
    let unknown = call("brp_test_nobody").await;
    assert!(matches!(unknown, UpdateCustomerError::Unauthorized(_)), "{unknown:?}");
    let read_only = call("brp_test_4nordwindreadonly3h8d").await;
    let UpdateCustomerError::Forbidden(problem) = read_only else { panic!("{read_only:?}") };
    assert!(problem.detail.as_deref().unwrap_or_default().starts_with("Missing scope: customers:write"));
    let other = call("brp_test_9alpenstrom2w6y3b7n5p").await;
    assert!(matches!(other, UpdateCustomerError::NotFound(_)), "{other:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_updates_of_one_customer_lose_no_key() {
    let sandbox = Sandbox::builder().rate_limit(1_000_000).start().await.unwrap();
    let client = client(&sandbox, sandbox.api_key());
    let tasks: Vec<_> = (0..16)
        .map(|task| {
            let client = client.clone();
            tokio::spawn(async move {
                for index in 0..20 {
                    let update = CustomerUpdate::new().set_metadata(format!("k{task}_{index}"), "x");
                    let customer = client.update_customer(ACTIVE, &update).await.unwrap();
                    assert!(customer.metadata.contains_key(&format!("k{task}_{index}")));
                    if index % 2 == 1 {
                        let update = CustomerUpdate::new().remove_metadata(format!("k{task}_{}", index - 1));
                        client.update_customer(ACTIVE, &update).await.unwrap();
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let metadata = sandbox.store().customer(ACTIVE).unwrap().unwrap().metadata;
    assert_eq!(metadata.len(), 3 + 16 * 10);
    assert!((0..16).all(|task| metadata.contains_key(&format!("k{task}_19"))));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_of_concurrent_updates_stand_in_one_order() {
    let sandbox = Sandbox::builder().rate_limit(1_000_000).start().await.unwrap();
    let client = client(&sandbox, sandbox.api_key());
    let tasks: Vec<_> = (0..16)
        .map(|task| {
            let client = client.clone();
            tokio::spawn(async move {
                let mut seen = Vec::new();
                for index in 0..20 {
                    let key = format!("k{task}_{index}");
                    let update = CustomerUpdate::new().set_metadata(&*key, "x").set_metadata("last", &*key);
                    let customer = client.update_customer(ACTIVE, &update).await.unwrap();
                    seen.push((key, customer.metadata.clone()));
                }
                seen
            })
        })
        .collect();
    let mut seen = Vec::new();
    for task in tasks {
        seen.extend(task.await.unwrap());
    }
    // Each update adds one key, so the number of keys says which it was: every answer is what the one before it told,
    // with what it changed itself and nothing else.
    seen.sort_by_key(|(_, metadata)| metadata.len());
    let mut before = State::built_in().customers[0].metadata.clone();
    for (key, metadata) in seen {
        before.extend([(key.clone(), "x".to_owned()), ("last".to_owned(), key)]);
        assert_eq!(metadata, before);
    }
    assert_eq!(sandbox.store().customer(ACTIVE).unwrap().unwrap().metadata, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_of_many_activates() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.api_key());
    let update = CustomerUpdate::new().with_status(CustomerStatus::Active);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let (client, update) = (client.clone(), update.clone());
            tokio::spawn(async move { client.update_customer(PENDING, &update).await.is_ok() })
        })
        .collect();
    let mut activated = 0;
    for call in calls {
        activated += usize::from(call.await.unwrap());
    }
    assert_eq!(activated, 1);
}

#[tokio::test]
async fn a_client_that_may_repeat_gets_over_faults() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .base_url(sandbox.url())
        .retry(RetryPolicy::default())
        .build()
        .unwrap();
    for action in [Action::Status { status: 503, retry_after: Some(0) }, Action::DropAfterCommit] {
        sandbox.faults().add(Fault { method: None, path: None, times: Some(1), action }).unwrap();
        let update = CustomerUpdate::new().set_metadata("a", "b");
        let request = client.update_customer(ACTIVE, &update).with(otark_brp_client::Call::idempotent);
        assert_eq!(request.await.unwrap().metadata["a"], "b");
    }
}
