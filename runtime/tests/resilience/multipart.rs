//! Forms whose parts are streams: sent piece by piece, and again where that can be done.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::client::http::{Request, Response};
use specwright_runtime::client::testing::{Answer, Recorded};
use specwright_runtime::client::{
    Body, BoxFuture, Builder, Multipart, Part, RequestBody, RetryPolicy, Transport, TransportError,
};

use crate::harness::{KEY, call, script};
use crate::sample::Client;

/// What a transport has read of a body, without keeping it.
#[derive(Clone, Default)]
struct Measured(Arc<Mutex<Measure>>);

#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    announced: Option<u64>,
    total: u64,
    largest: usize,
}

impl Transport for Measured {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let body = request.into_body();
            assert!(body.as_bytes().is_none(), "it was read before it is sent");
            let mut measure = Measure { announced: body.length(), ..Measure::default() };
            let mut body = Body::from_stream(body);
            while let Some(chunk) = body.chunk().await? {
                measure.total += chunk.len() as u64;
                measure.largest = measure.largest.max(chunk.len());
            }
            *self.0.lock().unwrap() = measure;
            Ok(Response::new(Body::empty()))
        })
    }
}

#[tokio::test]
async fn a_large_file_is_never_in_memory_as_a_whole() {
    const SIZE: usize = 64 << 20;
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("film.webm");
    // A file with nothing written in it takes no room on the disk.
    std::fs::File::create(&path).unwrap().set_len(SIZE as u64).unwrap();
    let measured = Measured::default();
    let client: Client =
        Builder::new().base_url("https://h").api_key(KEY).transport(measured.clone()).build().unwrap();
    let form = Multipart::new()
        .part("title", Part::text("Rex"))
        .part("film", Part::file(&path).await.unwrap().content_type("video/webm"))
        .part("more", Part::text("nothing"));
    client.core().request("POST".parse().unwrap(), "/films").multipart(form).reply().await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let measure = *measured.0.lock().unwrap();
    assert_eq!(measure.announced, Some(measure.total), "the length is announced");
    assert!((SIZE..SIZE + 1000).contains(&usize::try_from(measure.total).unwrap()), "{measure:?}");
    assert!(measure.largest <= 32 * 1024, "{measure:?}");
    assert!(Part::file("no/such/file").await.is_err());
}

#[tokio::test]
async fn a_file_is_sent_again_with_what_stands_around_it() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("list.csv");
    std::fs::write(&path, "a,b\n").unwrap();
    let script = script([Answer::status(503).header("retry-after", "0"), Answer::status(204)]);
    let form = Multipart::new().part("note", Part::text("n")).part("list", Part::file(&path).await.unwrap());
    let quick = RetryPolicy::new().base_delay(Duration::ZERO);
    call(&script, "PUT").retry(quick).multipart(form).reply().await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let requests = script.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let boundary = request.header("content-type").unwrap().split_once("boundary=").unwrap().1;
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nn\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"list\"; filename=\"list.csv\"\r\n\r\na,b\n\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(std::str::from_utf8(request.body()).unwrap(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_form_with_a_stream_is_sent_once_and_its_boundary_cannot_be_guessed() {
    let form = || {
        let stream = RequestBody::from_reader(&b"tea"[..]);
        Multipart::new().part("cup", Part::from(stream).file_name("cup.txt"))
    };
    let script = script([Answer::status(503), Answer::status(503)]);
    for _ in 0..2 {
        let reply = call(&script, "PUT").multipart(form()).reply().await.unwrap();
        assert_eq!((reply.status().as_u16(), reply.attempts()), (503, 1));
    }
    let requests = script.requests();
    let bodies: Vec<_> = requests.iter().map(Recorded::body).collect();
    assert!(bodies.iter().all(|body| body.windows(3).any(|window| window == b"tea")));
    assert_ne!(bodies[0], bodies[1]);
    // Clones share the stream.
    let form = form();
    let script = self::script([Answer::status(204)]);
    call(&script, "PUT").multipart(form.clone()).reply().await.unwrap();
    assert!(call(&script, "PUT").multipart(form).reply().await.is_err());
}
