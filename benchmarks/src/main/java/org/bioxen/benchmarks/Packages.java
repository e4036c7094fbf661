// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.api.curator.Requirement;

/**
 * Prints how long it takes to install packages from a web server on loopback: with nothing there, with the index there, with everything
 * in the store, with nothing to do; to update one and to remove all. A program of its own.
 */
public final class Packages {
    private static final String OPTIONAL_RUNTIME = "runtime-dist/target/bioxen";

    private Packages() {}

    /**
     * Measures.
     *
     * @param args none
     */
    public static void main(String... args) throws IOException, InterruptedException {
        measure(5, 30, 20, Path.of(OPTIONAL_RUNTIME));
    }

    /** Times by what was done, in milliseconds, in the order in which it was done. */
    private static final class Times {
        private final Map<String, List<Double>> all = new LinkedHashMap<>();

        void time(String what, Work work) throws IOException, InterruptedException {
            long began = System.nanoTime();
            work.run();
            all.computeIfAbsent(what, unused -> new ArrayList<>()).add((System.nanoTime() - began) / 1e6);
        }

        void print() {
            double[] first = null;
            for (Map.Entry<String, List<Double>> each : all.entrySet()) {
                double[] millis =
                        each.getValue().stream().mapToDouble(time -> time).toArray();
                double[] ratios = new double[millis.length];
                first = first == null || each.getKey().endsWith("(first)") ? millis.clone() : first;
                for (int i = 0; i < millis.length; i++) {
                    ratios[i] = millis[i] / first[i];
                }
                Arrays.sort(millis);
                Arrays.sort(ratios);
                System.out.printf(
                        Locale.ROOT,
                        "%-45s %,9.1f ms, of the first %.3f (%.3f-%.3f)%n",
                        each.getKey(),
                        millis[millis.length / 2],
                        ratios[ratios.length / 2],
                        ratios[0],
                        ratios[ratios.length - 1]);
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    static void measure(int rounds, int packages, int files, Path runtime) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bioxen-benchmarks");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            Path site = build(directory, packages, files);
            server.setExecutor(threads);
            server.createContext("/", exchange -> serve(site, exchange));
            server.start();
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Times times = new Times();
            for (int round = 0; round < rounds; round++) {
                inPlatform(times, address, packages);
            }
            if (Files.isExecutable(runtime.resolve("bin/bioxen"))) {
                for (int round = 0; round < rounds; round++) {
                    Path data = Files.createTempDirectory(directory, "data");
                    asOneShots(times, runtime.resolve("bin/bioxen"), data, address);
                }
            } else {
                System.out.println("one-shots are not measured: there is no " + runtime + ", build it first");
            }
            System.out.println(
                    packages + " packages with " + packages * files + " files, from a web server on loopback:");
            times.print();
        } finally {
            server.stop(0);
            threads.shutdownNow();
            delete(directory);
        }
    }

    // ---------------------------------------------------------------- what is installed

    /** Two chains of packages, each of which needs the next two; the tenth of the first has two releases. */
    private static Path build(Path directory, int packages, int files) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(directory.resolve("sources/packages"));
        for (String chain : List.of("a", "b")) {
            for (int i = 0; i < packages; i++) {
                write(sources, chain, i, packages, files, "1.0.0-1");
            }
        }
        write(sources, "a", packages / 3, packages, files, "1.1.0-1");
        Path site = directory.resolve("site");
        Process builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.bioxen.curator.index.BuildCatalog",
                        directory.resolve("sources").toString(),
                        site.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("build.log").toFile())
                .start();
        if (builder.waitFor() != 0) {
            throw new IllegalStateException(
                    "the catalog is not built: " + Files.readString(directory.resolve("build.log")));
        }
        return site;
    }

    private static void write(Path sources, String chain, int number, int packages, int files, String version)
            throws IOException {
        String name = chain + number;
        Path folder = sources.resolve(name + "-" + version);
        List<String> needed = new ArrayList<>(List.of("\"lua >= 5.1\""));
        for (int next = number + 1; next <= number + 2 && next < packages; next++) {
            needed.add("\"" + chain + next + " >= 1.0\"");
        }
        Path lua = Files.createDirectories(folder.resolve("lua").resolve(name));
        Files.writeString(
                folder.resolve("package.json"),
                "{\"format\": 1, \"name\": \"%s\", \"version\": \"%s\", \"summary\": \"measured\", \"licence\": \"Apache-2.0\", \"dependencies\": [%s]}"
                        .formatted(name, version, String.join(", ", needed)));
        for (int i = 0; i < files; i++) {
            String text = "-- " + name + " " + version + " " + i + "\nreturn {" + "1, ".repeat(200) + "}\n";
            Files.writeString(lua.resolve("m" + i + ".lua"), text);
        }
    }

    private static void serve(Path site, HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = site.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (!file.startsWith(site) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String tag = "\"" + Files.size(file) + "-"
                    + Files.getLastModifiedTime(file).toMillis() + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    // ---------------------------------------------------------------- inside the platform

    private static void inPlatform(Times times, String address, int packages) throws IOException, InterruptedException {
        try (Platform platform = Platform.open()) {
            EnvironmentManager environments = platform.service(EnvironmentManager.class);
            PackageManager manager = platform.service(PackageManager.class);
            RepositoryManager repositories = platform.service(RepositoryManager.class);
            PackageName updated = new PackageName("a" + packages / 3);
            ChangeOptions old = ChangeOptions.builder()
                    .exclude(Dependency.parse(updated + " >= 1.1"))
                    .build();
            environments.create("one", "5.4");
            environments.create("two", "5.4");
            times.time("inside: nothing there (first)", () -> {
                repositories.add("measured", address, 10);
                expect(manager.install("one", List.of(Requirement.parse("a0")), old), packages);
            });
            times.time(
                    "inside: the index is there",
                    () -> expect(manager.install("one", List.of(Requirement.parse("b0")), old), packages));
            times.time(
                    "inside: all in the store, new environment",
                    () -> expect(manager.install("two", List.of(Requirement.parse("a0")), old), packages));
            times.time(
                    "inside: nothing to do",
                    () -> expect(manager.install("two", List.of(Requirement.parse("a0")), old), 0));
            times.time(
                    "inside: one newer release",
                    () -> expect(manager.update("two", List.of(updated), ChangeOptions.usual()), 1));
            ChangeOptions all = ChangeOptions.builder().autoremove(true).build();
            times.time(
                    "inside: remove all",
                    () -> expect(manager.remove("two", List.of(new PackageName("a0")), all), packages));
        }
    }

    private static void expect(ChangeReport report, int changes) {
        if (report.changes().size() != changes) {
            throw new IllegalStateException(changes + " changes were expected, not " + report.changes());
        }
    }

    // ---------------------------------------------------------------- as one-shots

    private static void asOneShots(Times times, Path bioxen, Path data, String address)
            throws IOException, InterruptedException {
        run(bioxen, data, "repo", "add", "measured", address);
        run(bioxen, data, "env", "create", "one");
        run(bioxen, data, "env", "create", "two");
        times.time(
                "one-shot: nothing in the store (first)",
                () -> run(bioxen, data, "pkg", "install", "a0", "--env", "one"));
        times.time("one-shot: all in the store", () -> run(bioxen, data, "pkg", "install", "a0", "--env", "two"));
        times.time("one-shot: nothing to do", () -> run(bioxen, data, "pkg", "install", "a0", "--env", "two"));
        times.time("one-shot: list", () -> run(bioxen, data, "pkg", "list", "--env", "two"));
        times.time(
                "one-shot: remove all", () -> run(bioxen, data, "pkg", "remove", "a0", "--autoremove", "--env", "two"));
    }

    private static void run(Path bioxen, Path data, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bioxen.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BIOXEN_DATA", data.toString());
        Path log = data.resolveSibling(data.getFileName() + ".log");
        builder.redirectOutput(log.toFile());
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit + ": " + Files.readString(log));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    file.toFile().setWritable(true);
                    Files.delete(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
