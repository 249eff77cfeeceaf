//! The API without any customer: every update of one with a good key is answered with 404.

use otark_brp_server::types::Problem;
use otark_brp_server::{
    Access, Call, Denial, Failure, Limits, Server, Service, UpdateCustomerInput, UpdateCustomerResponse,
    router, serve,
};

struct Customers;

impl Service for Customers {
    type Caller = ();

    async fn authorize(&self, access: Access<'_>) -> Result<(), Denial> {
        match access.credential() {
            Some(key) if key.expose() == "brp_test_1" => Ok(()),
            _ => Err(Denial::unauthenticated()),
        }
    }
}

impl Server for Customers {
    async fn update_customer(
        &self,
        call: Call<()>,
        _: UpdateCustomerInput,
    ) -> Result<UpdateCustomerResponse, Failure> {
        let class = "https://brp.otark.team/errors/customer_not_found";
        let problem = Problem::new(class, "Customer Not Found", 404).with_instance(call.uri().path());
        Ok(UpdateCustomerResponse::NotFound(problem))
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    serve(listener, router(Customers), Limits::default(), std::future::pending()).await
}
