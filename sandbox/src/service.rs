//! The API itself: who may call, and what an update does.

use std::sync::Arc;

use otark_brp_server::{
    Access, Call, Denial, Failure, Problem, Server, Service, UpdateCustomerInput, UpdateCustomerResponse,
};

use crate::clock::Clock;
use crate::faults::Faults;
use crate::limiter::{Left, Limiter};
use crate::log::Log;
use crate::problems;
use crate::seed::{Key, State};
use crate::shown::Shown;
use crate::store::{Store, Updated};
use crate::update::{self, Refusal};

/// What the API and the control plane share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) limiter: Limiter,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    /// What whoever starts it is shown.
    pub(crate) shown: Shown,
    /// What a reset goes back to.
    pub(crate) seed: State,
    /// How many requests a key may make in a window.
    pub(crate) rate_limit: u32,
    /// What the control plane is opened with.
    pub(crate) token: String,
}

/// The API.
pub(crate) struct Api(pub(crate) Arc<Shared>);

/// Who calls, and how often they still may.
pub(crate) struct Caller {
    key: Arc<Key>,
    left: Left,
}

impl Service for Api {
    type Caller = Caller;

    async fn authorize(&self, access: Access<'_>) -> Result<Caller, Denial> {
        let Some(credential) = access.credential() else { return Err(Denial::unauthenticated()) };
        let Some(key) = self.0.store.key(credential.expose()) else { return Err(Denial::unauthenticated()) };
        // Every request of a key counts, whatever becomes of it; nobody can use up the window of another key.
        let limit = key.rate_limit.unwrap_or(self.0.rate_limit);
        let left = self.0.limiter.count(&key.key, limit, self.0.clock.now());
        if !left.is_allowed {
            return Err(problems::rate_limit_exceeded(left).into());
        }
        let has = |scope: &str| key.scopes.iter().any(|own| own == scope);
        let needed = scopes(access.endpoint().operation.id);
        let missing: Vec<&str> = needed.iter().copied().filter(|scope| !has(scope)).collect();
        if !missing.is_empty() {
            return Err(Denial::forbidden(problems::missing_scopes(&missing)));
        }
        Ok(Caller { key, left })
    }

    fn problem(&self, problem: Problem) -> Problem {
        problems::in_the_words_of_the_page(problem)
    }
}

/// The scopes that a key needs for an operation. The page has them in prose, where OpenAPI 3.0 has no place for the
/// scopes of a key.
fn scopes(operation: &str) -> &'static [&'static str] {
    match operation {
        "updateCustomer" => &["customers:write"],
        _ => &[],
    }
}

impl Server for Api {
    async fn update_customer(
        &self,
        call: Call<Caller>,
        input: UpdateCustomerInput,
    ) -> Result<UpdateCustomerResponse, Failure> {
        use UpdateCustomerResponse::{BadRequest, Conflict, NotFound, Ok as Updated200};
        let path = call.uri().path();
        let Caller { key, left } = call.caller();
        let now = self.0.clock.now();
        let updated = self.0.store.update(&key.brp, &input.customer_id, |customer, is_enabled| {
            update::apply(customer, &input.body, is_enabled, now)
        })?;
        Ok(match updated {
            Updated::Done(customer) => Updated200(customer.to_api(), left.headers()),
            Updated::NotFound => NotFound(problems::customer_not_found(path)),
            Updated::Refused(Refusal::AlreadyActive) => Conflict(problems::already_active()),
            Updated::Refused(Refusal::TsoNotEnabled) => BadRequest(problems::tso_not_enabled(path)),
            Updated::Refused(Refusal::BackToPending) => Conflict(problems::back_to_pending()),
            Updated::Refused(Refusal::TooMuchMetadata) => BadRequest(problems::too_much_metadata(path)),
        })
    }
}
