//! A connection that is waited for with patience, but not without end.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

/// How long the head of a request may take, from the connection or the first letter on.
const HEAD: Duration = Duration::from_secs(10);
/// How long an answer may wait for the client to take more of it.
const TAKEN: Duration = Duration::from_secs(30);

/// Where a connection is: between two requests, or in the middle of answering one.
#[derive(Default)]
pub(super) struct Stage {
    begun: AtomicU32,
    ended: AtomicU32,
}

impl Stage {
    /// The head of a request is read.
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self) {
        self.ended.fetch_add(1, Ordering::Relaxed);
    }

    fn begun(&self) -> u32 {
        self.begun.load(Ordering::Relaxed)
    }

    fn is_answering(&self) -> bool {
        self.begun() != self.ended.load(Ordering::Relaxed)
    }
}

/// The body of an answer; once it has gone out the next request may come.
pub(super) struct Answering {
    body: Body,
    stage: Arc<Stage>,
}

impl Answering {
    pub(super) fn new(body: Body, stage: Arc<Stage>) -> Self {
        Self { body, stage }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.stage.end();
    }
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A moment by which something must have happened. Its alarm is made only where somebody waits.
pub(super) struct Due {
    at: Instant,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Due {
    pub(super) fn at(at: Instant) -> Self {
        Self { at, alarm: None }
    }

    /// Ready once it is too late.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let alarm = || Box::pin(sleep_until(self.at));
        self.alarm.get_or_insert_with(alarm).as_mut().poll(cx)
    }
}

/// What is said, in the log alone, of a connection that is ended.
pub(super) fn late(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, what)
}

/// A connection that ends where the head of a request, or the taking of an answer, takes too long.
pub(super) struct Patient {
    stream: TcpStream,
    stage: Arc<Stage>,
    /// How many heads were read when the one that is due was begun.
    read: u32,
    head: Option<Due>,
    taken: Option<Due>,
}

impl Patient {
    pub(super) fn new(stream: TcpStream, stage: Arc<Stage>) -> Self {
        Self {
            stream,
            stage,
            read: 0,
            // Whoever connects has a question.
            head: Some(Due::at(Instant::now() + HEAD)),
            taken: None,
        }
    }

    /// Whether writing goes on, is waited for, or was waited for too long.
    fn watched<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.taken = None;
            return written;
        }
        let begin = || Due::at(Instant::now() + TAKEN);
        ready!(self.taken.get_or_insert_with(begin).poll(cx));
        Poll::Ready(Err(late("the answer is not taken")))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if this.read != this.stage.begun() {
            this.read = this.stage.begun();
            this.head = None;
        }
        if this.stage.is_answering() {
            return polled;
        }
        if buffer.filled().len() > before {
            let begin = || Due::at(Instant::now() + HEAD);
            this.head.get_or_insert_with(begin);
        }
        match &mut this.head {
            Some(due) if polled.is_pending() => {
                ready!(due.poll(cx));
                Poll::Ready(Err(late("the head of a request does not come")))
            }
            _ => polled,
        }
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watched(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.watched(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
