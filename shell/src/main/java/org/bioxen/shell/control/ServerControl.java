// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.cli.Help;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.remote.ServerProcess;
import org.bioxen.shell.remote.ServerState;
import org.bioxen.shell.remote.SocketPlace;

/** The program. What it has to do with is the server of one data directory. */
public final class ServerControl {
    /** What {@code status} says where no server runs; it is no error. */
    static final int NOT_RUNNING = 1;

    /** On a machine that is busy with the first start, which is the longest. */
    private static final Duration TO_LISTEN = Duration.ofSeconds(90);

    /** A server takes some ten seconds at most, and then ends the hard way. */
    private static final Duration TO_END = Duration.ofSeconds(30);

    private final ServerPlaces places;
    private final SocketPlace socket;
    private final PrintStream out;
    private final PrintStream err;

    ServerControl(ServerPlaces places, PrintStream out, PrintStream err) {
        this.places = places;
        this.socket = SocketPlace.of(places.data(), Path.of("/tmp"));
        this.out = out;
        this.err = err;
    }

    /**
     * Does what the words say, and ends the process with the exit code of that.
     *
     * @param words {@code start}, {@code stop} or {@code status}, and what follows
     */
    public static void main(String[] words) {
        ServerControl control = new ServerControl(
                ServerPlaces.of(System::getProperty), printer(FileDescriptor.out), printer(FileDescriptor.err));
        System.exit(control.run(Arrays.asList(words)));
    }

    private static PrintStream printer(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** Does what the words say and returns the exit code. */
    int run(List<String> words) {
        try {
            List<String> rest = words.subList(1, words.size());
            return switch (words.get(0)) {
                case "start" -> start(arguments(words.get(0), rest, Option.TIMEOUT));
                case "stop" -> stop(arguments(words.get(0), rest, Option.TIMEOUT));
                default -> status(arguments(words.get(0), rest, Option.AS_JSON));
            };
        } catch (UsageException wrong) {
            return fail(wrong.getMessage() + "; try 'bioxen help " + words.get(0) + "'", ExitCode.USAGE);
        } catch (SocketPlace.RefusedException | ServerFailure refused) {
            return fail(refused.getMessage(), ExitCode.PLATFORM_ERROR);
        } catch (IOException failed) {
            return fail("cannot " + words.get(0) + " the server: " + failed, ExitCode.PLATFORM_ERROR);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private static Arguments arguments(String command, List<String> words, Option option) {
        Arguments arguments = Arguments.mixed(EnumSet.of(option, Option.HELP), words);
        if (!arguments.operands().isEmpty()) {
            throw new UsageException(command + " takes no arguments, but was given " + arguments.operands());
        }
        return arguments;
    }

    private static Duration patience(Arguments arguments, Duration usual) {
        return arguments
                .value(Option.TIMEOUT)
                .map(text -> Quantities.time(Option.TIMEOUT, text))
                .orElse(usual);
    }

    private int start(Arguments arguments)
            throws SocketPlace.RefusedException, ServerFailure, IOException, InterruptedException {
        if (arguments.has(Option.HELP)) {
            return print(Help.start());
        }
        Deadline deadline = Deadline.in(patience(arguments, TO_LISTEN));
        // One after the other: of several that are started at once the first starts the server, and the others find it.
        StartTurn turn = StartTurn.take(socket.folder(), deadline);
        try {
            return print(start(deadline));
        } finally {
            turn.close();
        }
    }

    /** Starts a server, unless one runs; returns what is to be said about it. */
    private String start(Deadline deadline)
            throws SocketPlace.RefusedException, ServerFailure, IOException, InterruptedException {
        ServerState found = socket.look();
        while (found.process().isPresent() && found.listening().isEmpty()) {
            deadline.pause("process " + found.process().get().pid()
                    + " is about to begin or to end as a server, still after ");
            found = socket.look();
        }
        if (found.listening().isPresent()) {
            return "a server runs already: " + describe(found);
        }
        try (BackgroundServer server = BackgroundServer.start(places, socket)) {
            return "the server runs: " + describe(server.awaitListening(deadline)) + "; what it says goes to "
                    + places.output();
        }
    }

    private int stop(Arguments arguments) throws SocketPlace.RefusedException, ServerFailure, InterruptedException {
        if (arguments.has(Option.HELP)) {
            return print(Help.stop());
        }
        Duration patience = patience(arguments, TO_END);
        ServerState found = socket.look();
        if (found.process().isEmpty()) {
            if (found.listening().isPresent()) {
                throw new ServerFailure(
                        "a server listens on " + found.listening().get()
                                + ", but its process is not to be seen from here; stop it where it was started");
            }
            return print("no server runs for " + places.data());
        }
        ServerProcess server = found.process().get();
        if (!server.terminate() && server.isAlive()) {
            throw new ServerFailure("process " + server.pid() + " cannot be told to end: it is not yours");
        }
        if (!server.awaitEnd(patience)) {
            throw new ServerFailure("the server was told to end, but process " + server.pid() + " still lives after "
                    + Deadline.written(patience) + "; 'kill -KILL " + server.pid() + "' ends it by force");
        }
        return print("the server has stopped, process " + server.pid());
    }

    private int status(Arguments arguments) throws SocketPlace.RefusedException {
        if (arguments.has(Option.HELP)) {
            return print(Help.status());
        }
        ServerState found = socket.look();
        boolean running = found.listening().isPresent();
        print(
                arguments.has(Option.AS_JSON)
                        ? json(found)
                        : running ? "the server runs: " + describe(found) : missing(found));
        return running ? ExitCode.OK : NOT_RUNNING;
    }

    private String missing(ServerState found) {
        if (found.process().isPresent()) {
            return "process " + found.process().get().pid() + " is about to begin or to end as a server";
        }
        return "no server runs for " + places.data()
                + (found.leftBehind() ? "; the last one was killed, which does not matter" : "");
    }

    private static String describe(ServerState found) {
        StringBuilder text = new StringBuilder();
        if (found.process().isPresent()) {
            ServerProcess process = found.process().get();
            text.append("process ").append(process.pid());
            process.since().ifPresent(since -> text.append(" since ").append(local(since)));
        } else {
            text.append("a process that is not to be seen from here");
        }
        found.listening().ifPresent(path -> text.append(", listening on ").append(path));
        return text.toString();
    }

    private static String local(Instant moment) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(moment.atZone(ZoneId.systemDefault()));
    }

    private String json(ServerState found) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("running").bool(found.listening().isPresent());
        found.process().ifPresent(process -> {
            json.name("process").number(process.pid());
            process.since().ifPresent(since -> json.name("since")
                    .string(since.truncatedTo(ChronoUnit.SECONDS).toString()));
        });
        found.listening().ifPresent(path -> json.name("socket").string(path.toString()));
        json.name("data").string(places.data().toString());
        json.name("log").string(places.log().toString());
        return json.endObject().toString();
    }

    private int print(String text) {
        out.println(text);
        return ExitCode.OK;
    }

    private int fail(String message, int code) {
        err.println("bioxen: " + message);
        return code;
    }
}
