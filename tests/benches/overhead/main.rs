//! What a call costs with the generated client, compared with a client that was written by hand with reqwest.
//!
//! `cargo bench -p suite --bench overhead` prints a table of calls per second. Behind `--`:
//!
//! - `--check` fails where the bar is missed,
//! - `--rounds N` measures in so many rounds,
//! - `--count` counts the instructions of a call, with Valgrind, instead.
//!
//! The server is a process of its own that does next to nothing, and both clients do the same work: they encode an
//! update and check its limits, send it with a key, and decode customer and rate limit.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Instant;

use otark_brp_client::types::{CustomerUpdate, Model as _};
use otark_brp_client::{Client, RateLimitHeaders as _};
use suite::bench::calls::{ByHand, CUSTOMER, KEY, serve};
use suite::bench::{payload, plain};
use tokio::runtime::Runtime;

/// The calls of one turn.
const CALLS: usize = 512;

/// The part of the calls per second of the client by hand that ours has to reach.
const BAR: f64 = 0.95;

/// Instructions are those of the second number of calls less those of the first.
const COUNTED: [usize; 2] = [500, 2500];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments.contains(&"serve") {
        serve().unwrap();
        return ExitCode::SUCCESS;
    }
    if let Some([side, calls, ..]) = behind(&arguments, "--run") {
        run(if *side == "ours" { Side::Ours } else { Side::ByHand }, calls.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    if arguments.contains(&"--count") {
        let [by_hand, ours] = [Side::ByHand, Side::Ours].map(instructions);
        println!("Instructions of a call: {by_hand:.0} by hand, {ours:.0} ours, {:.3}", ours / by_hand);
        return ExitCode::SUCCESS;
    }
    let rounds = match behind(&arguments, "--rounds") {
        Some([rounds, ..]) => rounds.parse().unwrap(),
        // Without `--bench` this is a test run: everything is called once.
        _ => {
            if arguments.contains(&"--bench") {
                101
            } else {
                1
            }
        }
    };
    let server = Server::start();
    println!("| calls at a time | by hand | ours | ours / by hand |\n|---|---|---|---|");
    let mut is_met = true;
    for at_a_time in [1, 64] {
        let [by_hand, ours, ratio] = race(&server.url, at_a_time, rounds);
        println!("| {at_a_time} | {by_hand:.0}/s | {ours:.0}/s | {ratio:.3} |");
        is_met &= ratio >= BAR;
    }
    if is_met || !arguments.contains(&"--check") { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn behind<'a>(arguments: &'a [&'a str], flag: &str) -> Option<&'a [&'a str]> {
    arguments.iter().position(|argument| *argument == flag).map(|at| &arguments[at + 1..])
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    ByHand,
    Ours,
}

/// Both clients, and what they send.
#[derive(Clone)]
struct Clients {
    by_hand: ByHand,
    ours: Client,
    plain: plain::CustomerUpdate,
    typed: CustomerUpdate,
}

impl Clients {
    fn new(url: &str) -> Self {
        Self {
            by_hand: ByHand::new(url).unwrap(),
            ours: Client::builder().api_key(KEY).base_url(url).build().unwrap(),
            plain: serde_json::from_str(payload::UPDATE).unwrap(),
            typed: CustomerUpdate::decode(payload::UPDATE.as_bytes()).unwrap(),
        }
    }

    async fn call(&self, side: Side) {
        match side {
            Side::ByHand => {
                let (customer, limit) = self.by_hand.update_customer(CUSTOMER, &self.plain).await.unwrap();
                assert_eq!((&*customer.id, limit), (CUSTOMER, [Some(300), Some(299), Some(60)]));
            }
            Side::Ours => {
                let customer = self.ours.update_customer(CUSTOMER, &self.typed).await.unwrap();
                let limit = customer.rate_limit().unwrap();
                let limit = [limit.limit, limit.remaining, limit.reset];
                assert_eq!((&*customer.id, limit), (CUSTOMER, [Some(300), Some(299), Some(60)]));
            }
        }
    }

    /// The seconds that so many calls take.
    fn time(&self, runtime: &Runtime, side: Side, at_a_time: usize) -> f64 {
        let start = Instant::now();
        runtime.block_on(async {
            let tasks: Vec<_> = (0..at_a_time)
                .map(|_| {
                    let clients = self.clone();
                    tokio::spawn(async move {
                        for _ in 0..CALLS / at_a_time {
                            clients.call(side).await;
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
        start.elapsed().as_secs_f64()
    }
}

/// Both take turns, so that what else the machine does slows both alike: the medians of the calls per second of each,
/// and the median of their ratios within the rounds.
fn race(url: &str, at_a_time: usize, rounds: usize) -> [f64; 3] {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let clients = runtime.block_on(async { Clients::new(url) });
    let time = |side| clients.time(&runtime, side, at_a_time);
    time(Side::ByHand);
    time(Side::Ours);
    let mut rates = [Vec::new(), Vec::new(), Vec::new()];
    #[expect(clippy::cast_precision_loss, reason = "it is a small number")]
    let calls = CALLS as f64;
    for round in 0..rounds {
        // Nobody always goes first.
        let (by_hand, ours) = if round % 2 == 0 {
            let by_hand = time(Side::ByHand);
            (by_hand, time(Side::Ours))
        } else {
            let ours = time(Side::Ours);
            (time(Side::ByHand), ours)
        };
        for (rates, rate) in rates.iter_mut().zip([calls / by_hand, calls / ours, by_hand / ours]) {
            rates.push(rate);
        }
    }
    rates.map(median)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Makes so many calls, one after the other and on one thread.
fn run(side: Side, calls: usize) {
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let clients = Clients::new(&server.url);
        for _ in 0..calls {
            clients.call(side).await;
        }
    });
}

/// The instructions of one call.
fn instructions(side: Side) -> f64 {
    let [few, many] = COUNTED.map(|calls| {
        // The server is started by the program that is counted, and is not counted.
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe().unwrap())
            .args(["--run", if side == Side::Ours { "ours" } else { "by-hand" }, &calls.to_string()])
            .output()
            .unwrap();
        let report = String::from_utf8_lossy(&output.stderr);
        let collected = report.lines().find_map(|line| line.split_once("Collected : ")).unwrap().1;
        collected.trim().parse::<f64>().unwrap()
    });
    #[expect(clippy::cast_precision_loss, reason = "it is a small number")]
    let calls = (COUNTED[1] - COUNTED[0]) as f64;
    (many - few) / calls
}

/// The server, a process of its own; dropping it ends it.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
