//! An answer written piece by piece, as fast as the client reads: memory holds two pieces, the one
//! that is sent and the one that is being made meanwhile.

use std::{io, sync::Arc};

use axum::body::{Body, Bytes};
use futures::{StreamExt, stream};
use tokio::task::JoinHandle;

use super::{error::Problem, limits::Workers};

/// Bytes of a piece, about.
pub(super) const PIECE_BYTES: usize = 128 * 1024;

/// What can be written in pieces.
pub(super) trait Pieces: Send + Sync + 'static {
    /// The piece that begins at a place, and where the next one begins; the first is at 0.
    fn piece(&self, from: usize) -> (String, Option<usize>);
}

/// The body of an answer; each piece is made on the threads that compute.
pub(super) fn body(workers: &Workers, pieces: impl Pieces) -> Body {
    let writer = Writer {
        workers: workers.clone(),
        pieces: Arc::new(pieces),
    };
    let first = writer.make(0);
    let state = (writer, Some(first));
    // Whoever compresses the body asks once more after its end.
    Body::from_stream(stream::unfold(state, next).fuse())
}

struct Writer<P> {
    workers: Workers,
    pieces: Arc<P>,
}

/// A piece on its way, and where the next one begins.
type Made = JoinHandle<Result<(String, Option<usize>), Problem>>;

impl<P: Pieces> Writer<P> {
    /// Begins to make the piece at a place.
    fn make(&self, at: usize) -> Made {
        let (workers, pieces) = (self.workers.clone(), self.pieces.clone());
        tokio::spawn(async move { workers.compute_in_turn(move || pieces.piece(at)).await })
    }
}

type State<P> = (Writer<P>, Option<Made>);

async fn next<P: Pieces>((writer, made): State<P>) -> Option<(io::Result<Bytes>, State<P>)> {
    let Ok(Ok((piece, following))) = made?.await else {
        let broken = io::Error::other("a piece could not be made");
        return Some((Err(broken), (writer, None)));
    };
    let following = following.map(|at| writer.make(at));
    Some((Ok(Bytes::from(piece)), (writer, following)))
}
