//! Calls that block, over real HTTP.
#![cfg(feature = "blocking")]

use specwright_runtime::client::{Blocking, Delivery, Error, Method, Pages, Reply};

use crate::server::{Act, Client, Server, call, response};

/// A server on a runtime of its own, as it is for programs without one.
fn server(acts: Vec<Act>) -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(acts));
    (runtime, server)
}

fn blocking(server: &Server) -> Blocking<Client> {
    Blocking::new(server.builder().build().unwrap()).unwrap()
}

fn page(link: Option<&str>) -> Act {
    let links: Vec<_> = link.iter().map(|link| ("link", *link)).collect();
    Act::Write(response("200 OK", &links, "{}"))
}

fn pages(client: &Client) -> Pages<Reply, Error> {
    let core = client.0.clone();
    let fetch = move |link: Option<String>| {
        let call = core.request(Method::GET, "/v1");
        let call = match link {
            Some(link) => call.follow(link),
            None => call,
        };
        async { call.reply().await }
    };
    Pages::by_cursor(fetch, |page| page.link("next").map(str::to_owned))
}

#[test]
fn a_call_blocks_until_it_is_done() {
    let (_runtime, server) =
        server(vec![Act::Reset(Vec::new()), page(Some("</v1?p=2>; rel=next")), page(None)]);
    let client = blocking(&server);
    // The first attempt is broken.
    assert_eq!(
        client.iter(pages).map(|page| page.unwrap().status().as_u16()).collect::<Vec<_>>(),
        [200, 200]
    );
    std::thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|i| {
                scope.spawn({
                    let client = &client;
                    move || client.call(|client| call(client, "PATCH", &i.to_string()).reply())
                })
            })
            .collect();
        for call in calls {
            assert_eq!(call.join().unwrap().unwrap().status().as_u16(), 200);
        }
    });
    assert_eq!(server.carried_out().len(), 3 + 8);
}

#[tokio::test]
async fn inside_of_an_async_runtime_it_is_an_error_and_no_panic() {
    let server = Server::start([]).await;
    let client = blocking(&server);
    let error = client.call(|client| call(client, "GET", "1").reply()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "blocking call: not sent: the thread belongs to an async runtime: use the async client there"
    );
    assert_eq!(error.delivery(), Delivery::NotSent);
    let mut iter = client.iter(pages);
    assert!(iter.next().unwrap().is_err() && iter.next().is_none());
    assert!(server.carried_out().is_empty());
    // The async client works there, and dropping the other one does too.
    assert!(call(client.client(), "GET", "1").reply().await.is_ok());
    drop(client);
}
