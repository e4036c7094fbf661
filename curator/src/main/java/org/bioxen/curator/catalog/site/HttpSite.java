// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.curator.index.CatalogFiles;
import org.bioxen.curator.index.CatalogIndex;
import org.bioxen.curator.index.ContentRef;
import org.bioxen.curator.index.IndexPointer;
import org.bioxen.curator.index.IndexReader;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogUnavailableException;

/** A web server. The pointer is asked for again each time; whatever it leads to never changes and is kept. */
final class HttpSite implements Site {
    /** No file of an index is larger. */
    private static final int MOST_BYTES = 128 << 20;

    private final HttpFetcher fetcher;
    private final Access access;
    private final HttpCache cache;
    private volatile HttpCache.State fetched; // the pointer as it came last, whatever it leads to

    HttpSite(HttpFetcher fetcher, Access access, HttpCache cache) {
        this.fetcher = fetcher;
        this.access = access;
        this.cache = cache;
    }

    @Override
    public <T> T read(Reading<T> reading, CatalogCall call) throws CatalogException {
        Files files = new Files(call, true);
        try {
            T result = reading.read(new IndexReader(files));
            files.keep();
            return result;
        } catch (CatalogCorruptException damaged) {
            if (!files.forget()) {
                throw damaged;
            }
        }
        Files fresh = new Files(call, false);
        T result = reading.read(new IndexReader(fresh));
        fresh.keep();
        return result;
    }

    @Override
    public ArtifactStream artifact(String path, CatalogCall call) throws CatalogException {
        HttpFetcher.Reply reply =
                fetcher.get(access.home().resolve(ContentRef.checkPath(path)), access, Map.of(), call);
        return new ArtifactStream(reply.body().orElseThrow(), reply.length());
    }

    @Override
    public long lastRevision() {
        return cache.state().map(HttpCache.State::revision).orElse(0L);
    }

    @Override
    public void seen(IndexPointer pointer, CatalogIndex index) {
        HttpCache.State came = fetched;
        String bytes = new String(pointer.bytes(), UTF_8);
        if (came == null || !came.pointer().equals(bytes)) {
            return; // another thread has read another one meanwhile
        }
        HttpCache.State now = new HttpCache.State(bytes, came.etag(), came.modified(), index.revision());
        if (!cache.state().equals(Optional.of(now))) {
            cache.state(now);
            cache.keepOnly(Stream.concat(
                            Stream.of(pointer.index()),
                            index.packages().values().stream().map(CatalogIndex.Entry::releases))
                    .map(ref -> HttpCache.name(ref.path()))
                    .collect(Collectors.toSet()));
        }
    }

    @Override
    public Site offline() {
        return new Kept();
    }

    @Override
    public String location() {
        return access.home().toString();
    }

    private InputStream pointer(CatalogCall call) throws CatalogException {
        Optional<HttpCache.State> last = cache.state();
        Map<String, String> conditions = new LinkedHashMap<>();
        last.flatMap(HttpCache.State::etag).ifPresent(etag -> conditions.put("If-None-Match", etag));
        last.flatMap(HttpCache.State::modified).ifPresent(time -> conditions.put("If-Modified-Since", time));
        HttpFetcher.Reply reply = fetcher.get(access.home().resolve(IndexPointer.FILE), access, conditions, call);
        if (reply.body().isEmpty()) {
            fetched = last.orElseThrow();
            return new ByteArrayInputStream(fetched.pointer().getBytes(UTF_8));
        }
        byte[] bytes = bytes(IndexPointer.FILE, reply, IndexPointer.MAX_BYTES);
        fetched = new HttpCache.State(new String(bytes, UTF_8), reply.etag(), reply.modified(), 0);
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] bytes(String path, HttpFetcher.Reply reply, int most) throws CatalogException {
        try (InputStream body = reply.body().orElseThrow()) {
            return body.readNBytes(most + 1);
        } catch (IOException broken) {
            throw new CatalogUnavailableException(path + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    /** The files of one reading: what was kept, and what comes and will be kept if the reading says that it is as it should be. */
    private final class Files implements CatalogFiles {
        private final CatalogCall call;
        private final boolean trustKept;
        private final Set<String> fromCache = new HashSet<>();
        private final Map<String, byte[]> come = new LinkedHashMap<>();

        Files(CatalogCall call, boolean trustKept) {
            this.call = call;
            this.trustKept = trustKept;
        }

        @Override
        public InputStream open(String path, long size) throws CatalogException {
            if (path.equals(IndexPointer.FILE)) {
                return pointer(call);
            }
            Optional<byte[]> kept = trustKept ? cache.file(path) : Optional.empty();
            if (kept.isPresent()) {
                fromCache.add(path);
                return new ByteArrayInputStream(kept.get());
            }
            HttpFetcher.Reply reply =
                    fetcher.get(access.home().resolve(ContentRef.checkPath(path)), access, Map.of(), call);
            byte[] bytes = bytes(path, reply, (int) Math.min(size, MOST_BYTES));
            come.put(path, bytes);
            return new ByteArrayInputStream(bytes);
        }

        void keep() {
            come.forEach(cache::file);
        }

        boolean forget() {
            fromCache.forEach(cache::forget);
            return !fromCache.isEmpty();
        }
    }

    /** What is kept, and no more. */
    private final class Kept implements Site {
        @Override
        public <T> T read(Reading<T> reading, CatalogCall call) throws CatalogException {
            return reading.read(new IndexReader(this::open));
        }

        private InputStream open(String path, long size) throws CatalogException {
            if (path.equals(IndexPointer.FILE)) {
                return new ByteArrayInputStream(cache.state()
                        .orElseThrow(() -> new CatalogNotFoundException(location() + " has never been seen"))
                        .pointer()
                        .getBytes(UTF_8));
            }
            return cache.file(path)
                    .map(ByteArrayInputStream::new)
                    .orElseThrow(() -> new CatalogUnavailableException(
                            path + " of " + location() + " has not been looked up before"));
        }

        @Override
        public ArtifactStream artifact(String path, CatalogCall call) throws CatalogException {
            throw new CatalogUnavailableException(location() + " is not asked offline");
        }

        @Override
        public long lastRevision() {
            return 0;
        }

        @Override
        public void seen(IndexPointer pointer, CatalogIndex index) {}

        @Override
        public Site offline() {
            return this;
        }

        @Override
        public String location() {
            return HttpSite.this.location();
        }
    }
}
