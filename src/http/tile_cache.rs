//! Tiles as they were sent, kept while there is room for them.

use std::sync::Arc;

use axum::body::Bytes;
use quick_cache::{Weighter, sync::Cache};

/// A tile as it is sent.
#[derive(Clone)]
pub(super) struct SentTile {
    /// Packed; empty when nothing is there.
    pub(super) bytes: Bytes,
    /// What its budget left no room for: `flood=12, railway=3`; empty when everything is drawn.
    pub(super) left_out: Arc<str>,
}

impl SentTile {
    /// A body of which nothing was left out.
    pub(super) fn whole(bytes: Vec<u8>) -> Self {
        Self {
            bytes: bytes.into(),
            left_out: Arc::from(""),
        }
    }
}

/// Tiles by their `ETag`, which names all that they were made of: what is stale is never asked
/// for again, and makes room in time.
#[derive(Clone)]
pub(super) struct TileCache(Option<Arc<Cache<String, SentTile, InMemory>>>);

#[derive(Clone)]
struct InMemory;

/// The entry itself, its key's and its tile's headers.
const FRAME: u64 = 256;

impl Weighter<String, SentTile> for InMemory {
    fn weight(&self, key: &String, tile: &SentTile) -> u64 {
        FRAME + key.len() as u64 + tile.bytes.len() as u64
    }
}

impl TileCache {
    /// A cache of so many bytes.
    pub(super) fn of_bytes(most: u64) -> Self {
        const USUAL_TILE: u64 = 8 * 1024;
        let items = usize::try_from(most / USUAL_TILE).unwrap_or(usize::MAX);
        Self(Some(Arc::new(Cache::with_weighter(items, most, InMemory))))
    }

    /// A cache that keeps nothing.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// How many tiles are there, and the bytes that they take.
    pub(super) fn kept(&self) -> (u64, u64) {
        let kept = self.0.as_ref();
        kept.map_or((0, 0), |kept| (kept.len() as u64, kept.weight()))
    }

    /// The tile of this name, if it is there.
    pub(super) fn get(&self, name: &str) -> Option<SentTile> {
        self.0.as_ref()?.get(name)
    }

    /// The tile of this name, drawn if it is not there. Whoever asks for a tile that is being drawn
    /// waits for it, so that it is drawn once.
    pub(super) async fn get_or_draw<E>(
        &self,
        name: &str,
        drawing: impl Future<Output = Result<SentTile, E>>,
    ) -> Result<SentTile, E> {
        match &self.0 {
            Some(kept) => kept.get_or_insert_async(name, drawing).await,
            None => drawing.await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        future::{Ready, ready},
        sync::atomic::{AtomicU32, Ordering},
        time::Duration,
    };

    use super::*;

    fn tile(bytes: usize) -> SentTile {
        SentTile {
            bytes: vec![7; bytes].into(),
            left_out: Arc::from(""),
        }
    }

    async fn slowly(drawn: &AtomicU32) -> Result<SentTile, Infallible> {
        drawn.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(tile(10))
    }

    fn at_once(bytes: usize) -> Ready<Result<SentTile, Infallible>> {
        ready(Ok(tile(bytes)))
    }

    #[tokio::test]
    async fn a_tile_that_many_ask_for_at_once_is_drawn_once() {
        let (cache, drawn) = (TileCache::of_bytes(1 << 20), AtomicU32::new(0));
        let ask = || cache.get_or_draw("a", slowly(&drawn));

        let all = futures::future::join_all((0..20).map(|_| ask())).await;

        assert!(
            all.iter()
                .all(|seen| seen.as_ref().unwrap().bytes.len() == 10)
        );
        assert_eq!(drawn.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_tile_that_could_not_be_drawn_is_tried_again() {
        let cache = TileCache::of_bytes(1 << 20);

        let failed = cache.get_or_draw("a", async { Err("no worker is free") });
        assert!(failed.await.is_err());
        let drawn = cache.get_or_draw("a", at_once(10));

        assert_eq!(drawn.await.unwrap().bytes.len(), 10);
    }

    #[tokio::test]
    async fn the_cache_stays_within_its_bytes() {
        let cache = TileCache::of_bytes(100_000);

        for name in 0..200 {
            let name = name.to_string();
            cache.get_or_draw(&name, at_once(5_000)).await.unwrap();
        }

        let kept = cache.0.unwrap();
        assert!(kept.weight() <= 100_000, "{}", kept.weight());
        assert!(kept.len() > 5);
    }
}
