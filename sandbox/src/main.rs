//! `otark-brp-sandbox`: the Otark BRP API on this machine.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use otark_brp_sandbox::{Error, Sandbox, State};

/// The Otark BRP API with real state, to develop and test against.
#[derive(Debug, Parser)]
#[command(version)]
struct Flags {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The file of the database; in memory otherwise.
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// A YAML file with what a new database begins with, and what a reset goes back to.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Where the request log goes; `-` for the standard output.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// How many requests a key may make in 60 seconds.
    #[arg(long, default_value_t = 300, value_name = "REQUESTS")]
    rate_limit: u32,
    /// What the control plane is opened with; made up otherwise.
    #[arg(long, value_name = "TOKEN")]
    control_token: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "otark-brp-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(flags: Flags) -> Result<(), Error> {
    let mut builder = Sandbox::builder().listen(flags.listen).rate_limit(flags.rate_limit);
    if let Some(path) = flags.seed {
        builder = builder.seed(State::from_yaml(&std::fs::read_to_string(path)?)?);
    }
    if let Some(path) = flags.db {
        builder = builder.database(path);
    }
    if let Some(token) = flags.control_token {
        builder = builder.control_token(token);
    }
    builder = match flags.log {
        None => builder,
        Some(path) if path.as_os_str() == "-" => builder.log(std::io::stdout()),
        Some(path) => builder.log(std::fs::File::options().create(true).append(true).open(path)?),
    };
    let asked = asked_to_stop()?;
    let sandbox = builder.start().await?;
    // Nobody may read what is printed, and the sandbox serves all the same.
    let _ = introduce(&sandbox);
    asked.await;
    sandbox.stop().await
}

fn introduce(sandbox: &Sandbox) -> std::io::Result<()> {
    let (url, key, id) = (sandbox.url(), sandbox.api_key(), escaped(sandbox.customer_id()));
    let mut out = std::io::stdout().lock();
    writeln!(out, "Otark BRP sandbox on {url}, page of the API on {url}/docs")?;
    writeln!(out, "API key:       {key}")?;
    writeln!(out, "control token: {}", sandbox.control_token())?;
    writeln!(out)?;
    writeln!(
        out,
        "curl -X PATCH {url}/v1/customers/{id} -H 'X-Api-Key: {key}' -H 'Content-Type: application/json' -d '{{\"metadata\": {{\"cost_center\": \"CC-4300\"}}}}'"
    )?;
    out.flush()
}

/// An identifier as a part of a path, in characters that no shell makes anything of.
fn escaped(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    id.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Ends once the program is asked to stop. It listens from now on, not only when it is waited for: whoever reads the
/// address may ask at once.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupted, mut terminated) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        })
    }
    #[cfg(windows)]
    {
        let mut interrupted = tokio::signal::windows::ctrl_c()?;
        Ok(async move {
            let _ = interrupted.recv().await;
        })
    }
}
