// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code log}. */
public final class LogVerbs {
    /** The scope. */
    public static final String SCOPE = "log";

    private static final int TAIL = 20;

    private static final Set<Option> FILTERS = EnumSet.of(
            Option.LOG_LEVEL,
            Option.LOGGER,
            Option.ABOUT_VM,
            Option.ABOUT_SESSION,
            Option.SINCE,
            Option.UNTIL,
            Option.TEXT,
            Option.LINES,
            Option.WITH_PROGRESS,
            Option.JSON_LINES);

    private LogVerbs() {}

    /** The scope with its verbs. */
    public static Scope<LogServices> scope() {
        return new Scope<>(SCOPE, "what was logged, and what is", verbs(), LogText::of, LogJson::of);
    }

    private static List<Verb<LogServices>> verbs() {
        return List.of(
                verb("tail")
                        .does("shows the newest lines of the log")
                        .details("With --follow it goes on with what is logged until Ctrl-C. -f is short for it.")
                        .options(FILTERS)
                        .options(Option.FOLLOW)
                        .shorthand("-f", Option.FOLLOW)
                        .example("tail --lines 5")
                        .example("tail --follow --level warn")
                        .alias("logs")
                        .by(LogVerbs::tail),
                verb("query")
                        .does("finds what was logged")
                        .options(FILTERS)
                        .example("query --since 10m --level warn")
                        .example("query --vm lab --text made")
                        .by(LogVerbs::query),
                verb("export")
                        .does("writes what was logged to a file, which must not be there yet")
                        .details("The lines are those of the log file; with --json an object a line.")
                        .takes("FILE", Noun.FILE)
                        .options(FILTERS)
                        .example("export --since 1h --json records.json")
                        .by(LogVerbs::export),
                verb("levels")
                        .does("shows which loggers have a level of their own, and from where")
                        .options(Option.AS_JSON)
                        .example("levels")
                        .by(LogVerbs::levels),
                verb("set")
                        .does("sets the level of a logger until log:unset or the next start")
                        .details("ROOT is all loggers. etc/org.bioxen.logging.cfg sets levels for good.")
                        .takes("LOGGER LEVEL", Noun.LOGGER, Noun.LOG_LEVEL)
                        .example("set org.bioxen.curator debug")
                        .by(LogVerbs::set),
                verb("unset")
                        .does("takes back what log:set has set for a logger, or for all")
                        .takes("[LOGGER]", Noun.LOGGER)
                        .example("unset org.bioxen.curator")
                        .by(LogVerbs::unset),
                verb("debug")
                        .does("puts a component into debug mode, or out of it; alone it shows which are")
                        .takes("[COMPONENT [on|off]]", Noun.LOGGER, Noun.SWITCH)
                        .options(Option.AS_JSON)
                        .example("debug curator on")
                        .example("debug curator off")
                        .by(LogVerbs::debug));
    }

    private static Verb.Builder<LogServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer tail(Call<LogServices> call) {
        call.operands(0, 0);
        LogQuery query = query(call, TAIL).build();
        return call.has(Option.FOLLOW) ? follow(call, query) : shown(call, query);
    }

    private static Answer query(Call<LogServices> call) {
        call.operands(0, 0);
        return shown(call, query(call, LogQuery.USUAL_LIMIT).build());
    }

    private static Answer shown(Call<LogServices> call, LogQuery query) {
        LogHistory history = call.services().history();
        if (!call.has(Option.JSON_LINES)) {
            return Answer.of(new Listing<>(LogRecord.class, history.query(query)));
        }
        try {
            history.export(query, LogHistory.Form.JSON, call.circumstances().out());
        } catch (IOException failed) {
            throw new CommandFailure("the records cannot be written: " + failed, failed);
        }
        return Answer.nothing();
    }

    private static Answer follow(Call<LogServices> call, LogQuery query) {
        LogHistory history = call.services().history();
        Circumstances where = call.circumstances();
        CountDownLatch over = new CountDownLatch(1);
        Runnable end = over::countDown;
        LogRecordPrinter printer = new LogRecordPrinter(history, call.has(Option.JSON_LINES), where.out(), over);
        // First listen, then show what was: a line that comes between is in both, and shown once.
        AutoCloseable listening = history.listen(query, printer::live);
        call.services().follow(end);
        Circumstances.Interrupts ctrlC = where.onInterrupt(end);
        try {
            printer.begin(history.query(query));
            over.await();
        } catch (InterruptedException ended) {
            // The way to end it where there is no terminal.
            Thread.currentThread().interrupt();
        } finally {
            ctrlC.close();
            call.services().leave(end);
            close(listening);
        }
        if (call.services().isGone()) {
            throw new CommandFailure("the log has gone: its bundle was stopped or updated; follow it again");
        }
        return Answer.nothing();
    }

    private static void close(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Answer export(Call<LogServices> call) {
        Path file = call.path(call.operand());
        LogQuery query = query(call, Integer.MAX_VALUE).build();
        LogHistory.Form form = call.has(Option.JSON_LINES) ? LogHistory.Form.JSON : LogHistory.Form.TEXT;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            call.services().history().export(query, form, out);
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailure("log:export makes a new file, and " + file + " is there already", there);
        } catch (IOException failed) {
            throw new CommandFailure("log:export to " + file + " failed: " + failed, failed);
        }
        return Answer.of("wrote " + file);
    }

    private static Answer levels(Call<LogServices> call) {
        call.operands(0, 0);
        LogControl control = call.services().control();
        Map<String, LogLevel> set = control.overrides();
        Set<String> debugging = control.debugging();
        Set<String> names = new TreeSet<>(control.levels().keySet());
        names.addAll(debugging);
        List<LoggerLevel> all = new ArrayList<>();
        for (String name : names) {
            all.add(new LoggerLevel(
                    name,
                    control.level(name),
                    debugging.contains(name) ? "debug mode" : set.containsKey(name) ? "log:set" : "configured"));
        }
        return Answer.of(new Listing<>(LoggerLevel.class, all));
    }

    private static Answer set(Call<LogServices> call) {
        List<String> words = call.operands(2, 2);
        call.services().control().set(name(words.get(0)), level("log:set", words.get(1)));
        return Answer.nothing();
    }

    private static Answer unset(Call<LogServices> call) {
        Optional<String> logger = call.operands(0, 1).stream().findFirst();
        if (!call.services().control().unset(logger) && logger.isPresent()) {
            throw new CommandFailure("log:set has set no level for '" + logger.get() + "'; log:levels shows them");
        }
        return Answer.nothing();
    }

    private static Answer debug(Call<LogServices> call) {
        List<String> words = call.operands(0, 2);
        LogControl control = call.services().control();
        if (words.isEmpty()) {
            return Answer.of(new Listing<>(
                    String.class, control.debugging().stream().sorted().toList()));
        }
        String state = words.size() == 2 ? words.get(1) : "on";
        if (!state.equals("on") && !state.equals("off")) {
            throw new UsageException("log:debug takes a COMPONENT and on or off, but was given " + words);
        }
        control.debug(name(words.get(0)), state.equals("on"));
        return Answer.nothing();
    }

    private static String name(String logger) {
        if (logger.isBlank()) {
            throw new UsageException("a logger without a name was given; log:levels shows some, ROOT is all of them");
        }
        return logger;
    }

    private static LogLevel level(String what, String text) {
        try {
            return LogLevel.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new UsageException(what + " was given the level '" + text + "'; give "
                    + Arrays.stream(LogLevel.values())
                            .map(level -> level.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static LogQuery.Builder query(Call<LogServices> call, int usualLimit) {
        LogQuery.Builder query =
                LogQuery.builder().progress(call.has(Option.WITH_PROGRESS)).limit(call.count(Option.LINES, usualLimit));
        call.value(Option.LOG_LEVEL).ifPresent(text -> query.level(level(Option.LOG_LEVEL.flag(), text)));
        call.value(Option.LOGGER).ifPresent(query::logger);
        call.value(Option.ABOUT_VM).ifPresent(query::vm);
        call.value(Option.ABOUT_SESSION).ifPresent(query::session);
        call.value(Option.TEXT).ifPresent(query::text);
        call.value(Option.SINCE).ifPresent(text -> query.since(moment(Option.SINCE, text)));
        call.value(Option.UNTIL).ifPresent(text -> query.until(moment(Option.UNTIL, text)));
        return query;
    }

    /** So long ago, or a moment as in ISO 8601. */
    private static Instant moment(Option option, String text) {
        if (text.indexOf('T') > 0) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException none) {
                throw new UsageException(option.flag() + " was given '" + text
                        + "'; give a time ago such as 10m, or a moment such as 2026-01-31T12:00:00Z");
            }
        }
        return Instant.now().minus(Quantities.time(option, text));
    }
}
