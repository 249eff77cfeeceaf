//! The two processes of `cargo xtask soak`: a server, and one client that makes many calls at a time.
//!
//! `soak serve` prints its address, and how many updates it has carried out once its standard input ends. Each takes
//! it a tenth of a second, so that calls really overlap; one in a thousand is refused with 503, and the connection of
//! every other one of those is closed.
//!
//! `soak call URL CALLS SECONDS` prints a line of counts every second, and one at the end. One call in a thousand is
//! dropped while it runs.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use otark_brp_client::types::{
    BalanceGroup, Customer, CustomerStatus, CustomerUpdate, Model as _, RateLimit, Tso,
};
use otark_brp_client::{Client, Error, RetryBudget, RetryPolicy, UpdateCustomerError};
use otark_brp_server::{
    Access, Call, Denial, Failure, Limits, Problem, Server, Service, StatusCode, UpdateCustomerInput,
    UpdateCustomerResponse, router, serve,
};

const KEY: &str = "brp_soak_5c1e7a90";

const CUSTOMER: &str = r#"{"id":"","name":"SolarDach GmbH","status":"active","balance_group":null,"metadata":{"cost_center":"CC-4200"},"assigned_at":"2026-01-10T09:00:00Z","created_at":"2026-01-10T09:00:00Z"}"#;

/// One in so many requests is refused, and one in so many calls is dropped.
const RARE: u64 = 1000;

type Failed = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve"] => serve_updates().await,
        ["call", url, calls, seconds] => {
            call(url, calls.parse()?, Duration::from_secs(seconds.parse()?)).await
        }
        _ => Err("usage: soak serve | soak call URL CALLS SECONDS".into()),
    }
}

/// Carries every update out.
struct Updates {
    seen: AtomicU64,
    carried_out: Arc<AtomicU64>,
}

impl Service for Updates {
    type Caller = ();

    async fn authorize(&self, access: Access<'_>) -> Result<(), Denial> {
        match access.credential() {
            Some(key) if key.expose() == KEY => Ok(()),
            _ => Err(Denial::unauthenticated()),
        }
    }
}

impl Server for Updates {
    async fn update_customer(
        &self,
        _: Call<()>,
        input: UpdateCustomerInput,
    ) -> Result<UpdateCustomerResponse, Failure> {
        let number = self.seen.fetch_add(1, Ordering::Relaxed);
        if number % RARE == RARE - 1 {
            let refusal =
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Busy").with_header("retry-after", "0");
            let hang_up = number % (2 * RARE) == RARE - 1;
            return Err(if hang_up { refusal.with_header("connection", "close") } else { refusal }.into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        self.carried_out.fetch_add(1, Ordering::Relaxed);
        let mut customer = Customer::decode(CUSTOMER.as_bytes())?;
        customer.id = input.customer_id;
        customer.balance_group = input.body.balance_group;
        Ok(UpdateCustomerResponse::Ok(customer, RateLimit::new().with_remaining(299)))
    }
}

async fn serve_updates() -> Result<(), Failed> {
    let carried_out = Arc::new(AtomicU64::new(0));
    let updates = Updates { seen: AtomicU64::new(0), carried_out: Arc::clone(&carried_out) };
    let socket = tokio::net::TcpSocket::new_v4()?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    // Everybody connects at once.
    let listener = socket.listen(16 * 1024)?;
    print(format_args!("http://{}", listener.local_addr()?))?;
    let asked_to_stop = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    let stop = async {
        let _ = asked_to_stop.await;
    };
    // A server that closes idle connections before its clients do breaks requests that are just being written to one.
    let limits = Limits::default().with_connections(100_000).with_header_timeout(Duration::from_secs(300));
    serve(listener, router(updates), limits, stop).await?;
    print(carried_out.load(Ordering::Relaxed))?;
    Ok(())
}

#[derive(Default)]
struct Counts {
    succeeded: AtomicU64,
    repeated: AtomicU64,
    dropped: AtomicU64,
    failed: AtomicU64,
    running: AtomicU64,
}

impl Counts {
    fn print(&self) -> Result<(), Failed> {
        let [succeeded, repeated, dropped, failed, running] =
            [&self.succeeded, &self.repeated, &self.dropped, &self.failed, &self.running]
                .map(|count| count.load(Ordering::Relaxed));
        print(format_args!("{succeeded} {repeated} {dropped} {failed} {running}"))
    }
}

async fn call(url: &str, calls: u64, time: Duration) -> Result<(), Failed> {
    let counts = Arc::new(Counts::default());
    // A refused update was not carried out, and that server says so. With many calls at a time more are refused at
    // once than the budget is made for.
    let policy = RetryPolicy::new().retry_refusals(true).max_attempts(5);
    let client = Client::builder()
        .api_key(KEY)
        .base_url(url)
        .retry(policy)
        .retry_budget(RetryBudget::new(100_000))
        .timeout(Duration::from_secs(120))
        .connect_timeout(Duration::from_secs(60))
        .build()?;
    let until = Instant::now() + time;
    let tasks: Vec<_> = (0..calls)
        .map(|number| tokio::spawn(call_until(client.clone(), number, until, Arc::clone(&counts))))
        .collect();
    while Instant::now() < until {
        tokio::time::sleep(Duration::from_secs(1)).await;
        counts.print()?;
    }
    for task in tasks {
        task.await?;
    }
    counts.print()
}

/// One call after the other.
async fn call_until(client: Client, task: u64, until: Instant, counts: Arc<Counts>) {
    let customer = format!("cust_{task:08}");
    let update = CustomerUpdate::new()
        .with_status(CustomerStatus::Active)
        .with_balance_group(BalanceGroup::new("11YSOLARDACH--A", Tso::DeAmprion));
    let mut number = task;
    while Instant::now() < until {
        number += 1;
        counts.running.fetch_add(1, Ordering::Relaxed);
        let call = async { client.update_customer(&customer, &update).await };
        let outcome = if number.is_multiple_of(RARE) {
            tokio::time::timeout(Duration::from_millis(50), call).await.ok()
        } else {
            Some(call.await)
        };
        counts.running.fetch_sub(1, Ordering::Relaxed);
        match outcome {
            None => drop(counts.dropped.fetch_add(1, Ordering::Relaxed)),
            Some(Ok(updated)) if updated.id == customer => {
                counts.succeeded.fetch_add(1, Ordering::Relaxed);
                counts.repeated.fetch_add(u64::from(updated.attempts()) - 1, Ordering::Relaxed);
            }
            Some(Ok(_)) => failed(&counts, &"the answer is another one's"),
            Some(Err(UpdateCustomerError::Other(error))) => failed(&counts, &causes(&error)),
            Some(Err(error)) => failed(&counts, &error),
        }
    }
}

/// The first failures are told.
fn failed(counts: &Counts, what: &dyn std::fmt::Display) {
    if counts.failed.fetch_add(1, Ordering::Relaxed) < 5 {
        let _ = writeln!(std::io::stderr(), "{what}");
    }
}

fn causes(error: &Error) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn print(line: impl std::fmt::Display) -> Result<(), Failed> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
