//! Activates a customer and sets its balance group.
//!
//! ```text
//! OTARK_API_KEY=... cargo run -p otark-brp-client --example activate_customer -- cust_r8s9t0u1 11YSOLARDACH--A DE_AMPRION
//! ```
//!
//! `OTARK_BASE_URL` sends it somewhere else than to production.

use std::error::Error;

use otark_brp_client::types::{BalanceGroup, CustomerStatus, CustomerUpdate};
use otark_brp_client::{Client, RateLimitHeaders, UpdateCustomerError};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [customer_id, eic, tso] = arguments.as_slice() else {
        return Err("usage: activate_customer <customer id> <EIC code> <TSO>".into());
    };
    let mut builder = Client::builder().api_key(std::env::var("OTARK_API_KEY")?);
    if let Ok(url) = std::env::var("OTARK_BASE_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;

    let update = CustomerUpdate::new()
        .with_status(CustomerStatus::Active)
        .with_balance_group(BalanceGroup::new(eic, tso.as_str().into()));
    match client.update_customer(customer_id, &update).await {
        Ok(customer) => {
            println!("{} is {}", customer.name, customer.status);
            if let Some(remaining) = customer.rate_limit()?.remaining {
                println!("{remaining} requests remain in this window");
            }
            Ok(())
        }
        Err(UpdateCustomerError::Conflict(problem)) => {
            println!("nothing to do: {}", problem.title);
            Ok(())
        }
        Err(UpdateCustomerError::BadRequest(problem)) => {
            for error in problem.errors.iter().flatten() {
                eprintln!("{}: {}", error.field.as_deref().unwrap_or("the request"), error.message);
            }
            Err(UpdateCustomerError::BadRequest(problem).into())
        }
        Err(error) => Err(error.into()),
    }
}
