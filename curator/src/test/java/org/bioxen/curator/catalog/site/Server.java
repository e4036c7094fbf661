// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that has the files of a folder, and may be told to answer otherwise. */
public final class Server implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "test-server"));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final Path root;
    private volatile Answer answer = exchange -> false;

    /** What it answers instead of a file. */
    public interface Answer {
        /** Answers, or returns false. */
        boolean to(HttpExchange exchange) throws IOException;
    }

    /** Serves the folder. */
    public Server(Path root) {
        this.root = root;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Its address, by number. */
    public String location() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on, this is asked first. */
    public void answers(Answer instead) {
        answer = instead;
    }

    /** Answers everything with a status. */
    public void answers(int status) {
        answer = exchange -> {
            exchange.sendResponseHeaders(status, -1);
            return true;
        };
    }

    /** The paths of files that were asked for, each with the status that was sent. */
    public List<String> requests() {
        return requests;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization != null) {
                authorizations.add(authorization);
            }
            if (!answer.to(exchange)) {
                file(exchange);
            }
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
        if (!Files.isRegularFile(file)) {
            send(exchange, 404, -1);
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        String etag = "\"" + Arrays.hashCode(bytes) + "\"";
        exchange.getResponseHeaders().set("ETag", etag);
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            send(exchange, 304, -1);
            return;
        }
        send(exchange, 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void send(HttpExchange exchange, int status, long length) throws IOException {
        requests.add(exchange.getRequestURI().getPath() + " " + status);
        exchange.sendResponseHeaders(status, length);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
