//! The server: connections, the log around every request, and resetting a connection when a fault wants it.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::behaviour::Reset;
use crate::control;
use crate::gate::bearer;
use crate::log::{Arrival, End};
use crate::refusal::Refusal;
use crate::shared::{Seq, Shared};
use crate::tokens::fingerprint;

/// Everything the centre answers to.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let dialect = shared.options.dialect.router(shared);
    dialect.layer(from_fn_with_state(Arc::clone(shared), visit)).merge(control::router()).with_state(Arc::clone(shared))
}

/// Takes connections until it is dropped, and all of them end with it.
pub(crate) async fn accept(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => { connections.spawn(serve(stream, router.clone())); }
                Err(error) => {
                    // Out of file handles, most likely: without a pause this would spin until there are some.
                    tracing::warn!(%error, "the practice centre could not take a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Ends a connection from inside a request.
#[derive(Clone, Default)]
struct Line(Arc<Notify>);

async fn serve(stream: TcpStream, router: Router) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "answers may be held back a little");
    }
    let line = Line::default();
    let service = TowerToHyperService::new(router.layer(Extension(line.clone())));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let cut = tokio::select! {
        ended = pin!(&mut connection) => {
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended early");
            }
            false
        }
        () = line.0.notified() => true,
    };
    if cut {
        // Without lingering, closing a socket sends a reset instead of an orderly end.
        let stream = connection.into_parts().io.into_inner();
        if let Err(error) = stream.set_zero_linger() {
            tracing::debug!(%error, "a connection is closed instead of reset");
        }
    }
}

/// Writes a request and its end into the log.
async fn visit(
    State(shared): State<Arc<Shared>>,
    Extension(line): Extension<Line>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, shared.options.dialect.most_bytes()).await;
    let seq = shared.log().arrived(Arrival {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        token: bearer(&parts.headers).map(fingerprint),
        content_type: text_of(&parts.headers, header::CONTENT_TYPE),
        body: body.as_ref().ok().and_then(|body| readable(body, &parts.headers)),
    });
    let waiting = Waiting { shared: Arc::clone(&shared), seq, end: None };
    let Ok(body) = body else {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        waiting.ended(End::Answered, Some(status.as_u16()));
        return shared.options.dialect.refuse(Refusal::new(status, "Request body is too large"));
    };
    let mut request = Request::from_parts(parts, Body::from(body));
    request.extensions_mut().insert(Seq(seq));
    // A server goes on with what it was asked, also when whoever asked has gone.
    let response = match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "the practice centre failed over a request");
            shared.options.dialect.refuse(Refusal::of(StatusCode::INTERNAL_SERVER_ERROR))
        }
    };
    if response.extensions().get::<Reset>().is_some() {
        waiting.ended(End::Reset, None);
        line.0.notify_one();
        return pending().await;
    }
    waiting.ended(End::Answered, Some(response.status().as_u16()));
    response
}

/// A client that waits for its answer. Dropped without an end, it has gone away.
struct Waiting {
    shared: Arc<Shared>,
    seq: u64,
    end: Option<(End, Option<u16>)>,
}

impl Waiting {
    fn ended(mut self, end: End, status: Option<u16>) {
        self.end = Some((end, status));
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let (end, status) = self.end.unwrap_or((End::ClientLeft, None));
        self.shared.log().ended(self.seq, end, status);
    }
}

fn text_of(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// A body for the log: JSON as such, anything else as text, and a form without its values (it may carry a secret).
fn readable(body: &Bytes, headers: &HeaderMap) -> Option<Value> {
    if body.is_empty() {
        return None;
    }
    if text_of(headers, header::CONTENT_TYPE).is_some_and(|kind| kind.contains("x-www-form-urlencoded")) {
        let keys = form_urlencoded::parse(body).map(|(key, _)| key.into_owned()).collect::<Vec<_>>();
        return Some(Value::from(keys));
    }
    let told = serde_json::from_slice::<Value>(body).map(without_secrets);
    Some(told.unwrap_or_else(|_| Value::from(String::from_utf8_lossy(body))))
}

/// Some platforms are signed in to by JSON.
fn without_secrets(mut body: Value) -> Value {
    for key in ["accessKeySecret", "token"] {
        if let Some(secret) = body.get_mut(key) {
            *secret = Value::from("…");
        }
    }
    body
}
