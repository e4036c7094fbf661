// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogUnauthorizedException;
import org.bioxen.spi.catalog.CatalogUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Fetches from web servers, for all catalogs with one client. Redirects are followed by hand, at most {@value #MOST_REDIRECTS}: never
 * from https to http, never to a machine that the catalog may not lead to, and credentials stay with the server that was configured.
 * The proxy of the system properties is used, if there is one. Thread-safe.
 *
 * <p>The JDK's client cannot be closed before Java 21. Its worker threads are ours and end with this; the one thread that is its own
 * holds no connection then, and ends after the next garbage collection.
 */
@Component(service = HttpFetcher.class)
public final class HttpFetcher {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long IDLE_SECONDS = 5;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Addresses addresses;
    private final ProxySelector proxies;
    private final Object lock = new Object();
    private HttpClient client; // guarded by lock; made at the first fetch
    private ThreadPoolExecutor threads; // guarded by lock
    private boolean closed; // guarded by lock

    /** Made by Declarative Services. */
    @Activate
    public HttpFetcher() {
        this(InetAddress::getAllByName, ProxySelector.getDefault());
    }

    HttpFetcher(Addresses.Resolver resolver, ProxySelector proxies) {
        addresses = new Addresses(resolver);
        this.proxies = proxies;
    }

    /**
     * A file, or that it is still the one that is had.
     *
     * @param body its bytes; empty if it has not changed
     * @param length how many, if known
     * @param etag what to ask with next time
     * @param modified what to ask with next time
     */
    record Reply(Optional<InputStream> body, OptionalLong length, Optional<String> etag, Optional<String> modified) {}

    /**
     * Fetches a file.
     *
     * @param conditions headers that ask whether it has changed; none if it is not had
     * @throws CatalogNotFoundException for 404 and 410
     * @throws CatalogUnauthorizedException for 401, 403 and 407
     * @throws CatalogUnavailableException for 429, 5xx and whatever goes wrong on the way
     * @throws CatalogCorruptException for an answer that makes no sense or leads where it must not
     */
    Reply get(URI location, Access access, Map<String, String> conditions, CatalogCall call) throws CatalogException {
        URI target = location;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            addresses.check(target, access, isProxied(target));
            HttpResponse<InputStream> response = send(target, access, conditions, call);
            if (!isRedirect(response.statusCode())) {
                return reply(target, response, conditions);
            }
            drop(response);
            target = redirected(target, response);
        }
        throw new CatalogCorruptException(location + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private boolean isProxied(URI target) {
        return proxies.select(target).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private HttpResponse<InputStream> send(URI target, Access access, Map<String, String> conditions, CatalogCall call)
            throws CatalogException {
        Duration left = call.timeLeft();
        if (left.isZero() || call.isCancelled()) {
            throw new CatalogUnavailableException("there is no time left to ask " + target);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(left)
                .header("User-Agent", "bioxen")
                .header("Accept", "*/*");
        conditions.forEach(request::header);
        access.authorization(target).ifPresent(value -> request.header("Authorization", value));
        try {
            return client().send(request.build(), answer -> new Body(target));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CatalogUnavailableException("interrupted while waiting for " + target, interrupted);
        } catch (HttpTimeoutException late) {
            throw new CatalogUnavailableException(target + " did not answer in time", late);
        } catch (SSLException untrusted) {
            throw new CatalogUnavailableException(
                    target.getHost() + " is not to be trusted: " + untrusted.getMessage(), untrusted);
        } catch (IOException broken) {
            throw new CatalogUnavailableException(target + " cannot be reached: " + why(broken), broken);
        }
    }

    static String why(Throwable broken) {
        Throwable cause = broken;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI redirected(URI from, HttpResponse<?> response) throws CatalogException {
        String location = response.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location).normalize();
        } catch (IllegalArgumentException none) {
            throw new CatalogCorruptException(from + " redirects to what is no address", none);
        }
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        if (location.isBlank() || to.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new CatalogCorruptException(from + " redirects to what is no address of a web site");
        }
        if (to.getRawUserInfo() != null) {
            throw new CatalogCorruptException(from + " redirects to an address with credentials in it");
        }
        if (from.getScheme().equalsIgnoreCase("https") && !scheme.equals("https")) {
            throw new CatalogCorruptException(from + " redirects to " + to + ", which anybody on the way can change");
        }
        return to;
    }

    private static Reply reply(URI target, HttpResponse<InputStream> response, Map<String, String> conditions)
            throws CatalogException {
        int status = response.statusCode();
        Optional<String> etag = response.headers().firstValue("ETag");
        Optional<String> modified = response.headers().firstValue("Last-Modified");
        if (status == OK) {
            return new Reply(
                    Optional.of(response.body()),
                    response.headers().firstValueAsLong("Content-Length"),
                    etag,
                    modified);
        }
        drop(response);
        if (status == NOT_MODIFIED && !conditions.isEmpty()) {
            return new Reply(Optional.empty(), OptionalLong.empty(), etag, modified);
        }
        throw switch (status) {
            case 404, 410 -> new CatalogNotFoundException("there is no " + target);
            case 401, 403, 407 -> new CatalogUnauthorizedException(target + " answers with " + status);
            default ->
                status == 429 || status >= 500
                        ? new CatalogUnavailableException(
                                target + " answers with " + status,
                                null,
                                retryAfter(response).orElse(null))
                        : new CatalogCorruptException(target + " answers with " + status);
        };
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("").strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(Instant.now(), when)).filter(time -> !time.isNegative());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static void drop(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException notWanted) {
            // nothing of it was to be read
        }
    }

    private HttpClient client() throws CatalogUnavailableException {
        synchronized (lock) {
            if (closed) {
                throw new CatalogUnavailableException("the platform is stopping");
            }
            if (client == null) {
                threads = new ThreadPoolExecutor(
                        0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                            Thread thread = new Thread(work, "bioxen-http");
                            thread.setDaemon(true);
                            return thread;
                        });
                client = HttpClient.newBuilder()
                        .executor(threads)
                        .proxy(proxies)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
            }
            return client;
        }
    }

    /** Ends what is being fetched. */
    @Deactivate
    void close() {
        synchronized (lock) {
            closed = true;
            client = null;
            if (threads != null) {
                threads.shutdownNow();
            }
        }
    }
}
