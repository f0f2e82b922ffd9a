//! How a request is treated on its way: the time it takes, and what is made to go wrong.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use hyper::body::Frame;
use tokio::time::{Instant, Sleep, sleep};

use crate::faults::Fault;
use crate::gate::{bearer, invalid_token};
use crate::holds::Hold;
use crate::refusal::{Refusal, retry_after};
use crate::shared::{Seq, Shared};

/// Marks a response that must not be sent: the connection is to be reset instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reset;

/// Takes the usual time, lets a fault strike if one is due, and otherwise hands on.
pub(crate) async fn behave(
    State(shared): State<Arc<Shared>>,
    Extension(seq): Extension<Seq>,
    request: Request,
    next: Next,
) -> Response {
    let fault = shared.faults().strike(request.method().as_str(), request.uri().path());
    pause(shared.options.latency.draw()).await;
    match fault {
        None => next.run(request).await,
        Some(fault) => {
            tracing::debug!(seq = seq.0, ?fault, "a fault strikes");
            shared.log().struck(seq.0, fault.clone());
            go_wrong(&shared, fault, request, next).await
        }
    }
}

/// A sleep of nothing would still take a tick of the timer.
async fn pause(time: Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

async fn go_wrong(shared: &Arc<Shared>, fault: Fault, mut request: Request, next: Next) -> Response {
    match fault {
        Fault::TooManyRequests { retry_after: seconds } => {
            let limit = shared.limiter().limit();
            shared.options.dialect.too_many_requests(request.uri().path(), seconds, limit)
        }
        Fault::Status { status, retry_after: seconds, body, text, applies } => {
            if applies {
                next.run(request).await;
            }
            let status = status_of(status);
            let response = match (body, text) {
                (Some(body), _) => (status, Json(body)).into_response(),
                (None, Some(text)) => (status, [(header::CONTENT_TYPE, "text/html")], text).into_response(),
                (None, None) => shared.options.dialect.refuse(Refusal::of(status)),
            };
            maybe_retry_after(response, seconds)
        }
        Fault::Answer { status, headers, text } => exactly(status_of(status), &headers, text),
        Fault::ResetBefore => reset(),
        Fault::ResetAfter => {
            next.run(request).await;
            reset()
        }
        Fault::Hang { seconds, applies } => {
            if applies {
                next.run(request).await;
            } else {
                // Given up by the server too: nobody else must wait for it.
                drop(request);
            }
            pause(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)).await;
            reset()
        }
        Fault::Delay { millis } => {
            pause(Duration::from_millis(millis)).await;
            next.run(request).await
        }
        Fault::SlowBody { millis } => slow(next.run(request).await, Duration::from_millis(millis)).await,
        Fault::MalformedBody => break_off(next.run(request).await).await,
        Fault::FailItems(items) => {
            request.extensions_mut().insert(items);
            next.run(request).await
        }
        Fault::RevokeToken => {
            let token = bearer(request.headers()).unwrap_or_default().to_owned();
            shared.tokens().revoke(&token);
            invalid_token(shared)
        }
        Fault::ApplyLate { millis, status } => {
            apply_late(Arc::clone(shared), Duration::from_millis(millis), request, next);
            shared.options.dialect.refuse(Refusal::of(status_of(status)))
        }
    }
}

fn maybe_retry_after(response: Response, seconds: Option<u64>) -> Response {
    match seconds {
        Some(seconds) => retry_after(response, seconds),
        None => response,
    }
}

/// A number that cannot be a status is answered as what it is: a fault of the server.
fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn exactly(status: StatusCode, headers: &BTreeMap<String, String>, text: String) -> Response {
    let headers = headers
        .iter()
        .filter_map(|(name, value)| Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?)));
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().extend(headers);
    response
}

fn reset() -> Response {
    (Extension(Reset), ()).into_response()
}

fn apply_late(shared: Arc<Shared>, after: Duration, mut request: Request, next: Next) {
    // Others may write in the meantime; that is what makes a late one dangerous.
    request.extensions_mut().remove::<Hold>();
    let resets = shared.resets();
    tokio::spawn(async move {
        pause(after).await;
        if shared.resets() == resets {
            next.run(request).await;
        }
    });
}

/// The first half of the body only, with a length that fits it: the transfer is whole, the JSON is not.
async fn break_off(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = whole(body).await;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let half =
        if whole.is_empty() { Bytes::from_static(b"{\"skills\":[{\"id\":") } else { whole.slice(..whole.len() / 2) };
    Response::from_parts(parts, Body::from(half))
}

async fn slow(response: Response, time: Duration) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = whole(body).await;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    Response::from_parts(parts, Body::new(Trickle::new(whole, time)))
}

/// Our own answers are in memory already, so reading one cannot fail.
async fn whole(body: Body) -> Bytes {
    to_bytes(body, usize::MAX).await.unwrap_or_default()
}

/// A body that arrives in pieces, evenly over a time.
struct Trickle {
    pieces: VecDeque<Bytes>,
    gap: Duration,
    next: Pin<Box<Sleep>>,
}

impl Trickle {
    const PIECES: usize = 8;

    fn new(whole: Bytes, time: Duration) -> Self {
        let size = whole.len().div_ceil(Self::PIECES).max(1);
        let pieces = whole.chunks(size).map(Bytes::copy_from_slice).collect::<VecDeque<_>>();
        let gap = time / u32::try_from(pieces.len().max(1)).unwrap_or(1);
        Self { pieces, gap, next: Box::pin(sleep(gap)) }
    }
}

impl HttpBody for Trickle {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.pieces.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.next.as_mut().poll(context));
        let after = Instant::now() + self.gap;
        self.next.as_mut().reset(after);
        Poll::Ready(self.pieces.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}
