//! The body of a request that has to come at some least pace: an upload holds one of few places.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::Instant;

use super::patient::{Due, late};

/// What may be waited for a body on top of its pace: a phone that loses its network for a moment.
const GRACE: Duration = Duration::from_secs(10);
/// Bytes that come in a second at least.
const PACE: u32 = 1_024;

/// Whether the body of a request was given up because it came too slowly.
#[derive(Clone, Default)]
pub(in crate::http) struct TooSlow(Arc<AtomicBool>);

impl TooSlow {
    /// Whether it was.
    pub(in crate::http) fn is(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A body that is given up where the client is waited for longer than its pace allows. Only waiting for
/// the client counts: the server takes its own time over what has come.
pub(super) struct Steady {
    body: Incoming,
    came: u32,
    waited: Duration,
    waiting: Option<(Instant, Due)>,
    too_slow: TooSlow,
}

impl Steady {
    pub(super) fn new(body: Incoming) -> Self {
        Self {
            body,
            came: 0,
            waited: Duration::ZERO,
            waiting: None,
            too_slow: TooSlow::default(),
        }
    }

    /// Tells afterwards whether it was given up.
    pub(super) fn too_slow(&self) -> TooSlow {
        self.too_slow.clone()
    }

    /// Until when the client may be waited for from now on.
    fn due(&self, now: Instant) -> Due {
        let allowed = GRACE + Duration::from_secs(1) * (self.came / PACE);
        Due::at(now + allowed.saturating_sub(self.waited))
    }
}

impl HttpBody for Steady {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        match Pin::new(&mut this.body).poll_frame(cx) {
            Poll::Ready(frame) => {
                if let Some((since, _)) = this.waiting.take() {
                    this.waited += since.elapsed();
                }
                let data = frame
                    .as_ref()
                    .and_then(|frame| frame.as_ref().ok()?.data_ref());
                let bytes = data.map_or(0, |data| u32::try_from(data.len()).unwrap_or(u32::MAX));
                this.came = this.came.saturating_add(bytes);
                Poll::Ready(frame.map(|frame| frame.map_err(io::Error::other)))
            }
            Poll::Pending => {
                if this.waiting.is_none() {
                    let now = Instant::now();
                    this.waiting = Some((now, this.due(now)));
                }
                let due = this.waiting.as_mut().map(|(_, due)| due.poll(cx));
                if due.is_none_or(|due| due.is_pending()) {
                    return Poll::Pending;
                }
                this.too_slow.0.store(true, Ordering::Relaxed);
                Poll::Ready(Some(Err(late("the body of a request comes too slowly"))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
