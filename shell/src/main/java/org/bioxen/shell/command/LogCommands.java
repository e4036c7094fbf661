// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code log}. Thread-safe: what they work on is. */
@Component(
        service = LogCommands.class,
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=log",
            CommandProcessor.COMMAND_FUNCTION + "=tail",
            CommandProcessor.COMMAND_FUNCTION + "=query",
            CommandProcessor.COMMAND_FUNCTION + "=export",
            CommandProcessor.COMMAND_FUNCTION + "=levels",
            CommandProcessor.COMMAND_FUNCTION + "=set",
            CommandProcessor.COMMAND_FUNCTION + "=unset",
            CommandProcessor.COMMAND_FUNCTION + "=debug"
        })
public final class LogCommands {
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
            Option.WITH_PROGRESS);

    private final LogHistory history;
    private final LogControl control;

    /** A level that a logger has, and where it comes from. */
    record LoggerLevel(String logger, LogLevel level, String origin) {}

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public LogCommands(@Reference LogHistory history, @Reference LogControl control, @Reference CommandProcessor gogo) {
        this(history, control);
    }

    LogCommands(LogHistory history, LogControl control) {
        this.history = history;
        this.control = control;
    }

    private static Set<Option> with(Option... more) {
        Set<Option> options = EnumSet.copyOf(FILTERS);
        options.addAll(Arrays.asList(more));
        return options;
    }

    /** Shows the newest lines of the log, and goes on. */
    @Descriptor("shows the newest lines of the log")
    public Object tail(
            CommandSession session,
            @Descriptor(
                            "[--lines COUNT] [--follow] [--json] [filters of log:query]: --follow goes on with what is logged"
                                    + " until Ctrl-C, as in tail --follow --level warn")
                    String... arguments)
            throws IOException {
        Arguments given = Arguments.mixed(with(Option.FOLLOW, Option.AS_JSON), words("log:tail", arguments));
        LogQuery.Builder query = query(given, TAIL);
        if (!given.has(Option.FOLLOW)) {
            return shown(given, query.build(), session);
        }
        follow(given, query, session);
        return null;
    }

    /** Finds lines of the log. */
    @Descriptor("finds what was logged")
    public Object query(
            CommandSession session,
            @Descriptor("[--level LEVEL] [--logger NAME] [--vm ID] [--session ID] [--since TIME] [--until TIME]"
                            + " [--text WORDS] [--lines COUNT] [--progress] [--json],"
                            + " as in query --since 10m --level warn")
                    String... arguments)
            throws IOException {
        Arguments given = Arguments.mixed(with(Option.AS_JSON), words("log:query", arguments));
        return shown(given, query(given, LogQuery.USUAL_LIMIT).build(), session);
    }

    /** Writes lines of the log to a file. */
    @Descriptor("writes what was logged to a file")
    public String export(
            CommandSession session,
            @Descriptor("[--json] [filters of log:query] FILE: lines as in the log file, or JSON, one object a line;"
                            + " the file must not be there yet")
                    String... arguments) {
        Arguments given = Arguments.mixed(with(Option.AS_JSON), GogoWords.texts(arguments));
        if (given.operands().size() != 1) {
            throw new UsageException("log:export takes one FILE, but was given " + given.operands());
        }
        Path file = session.currentDir().resolve(given.operands().get(0));
        LogQuery query = query(given, Integer.MAX_VALUE).build();
        try (OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW)) {
            history.export(query, form(given), out);
        } catch (IOException failed) {
            throw new CommandFailure("log:export to " + file + " failed: " + failed, failed);
        }
        return "wrote " + file;
    }

    /** Shows the levels. */
    @Descriptor("shows which loggers have a level of their own, and from where")
    public List<LoggerLevel> levels() {
        Map<String, LogLevel> set = control.overrides();
        Set<String> debugging = control.debugging();
        Map<String, LogLevel> levels = control.levels();
        Set<String> names = new TreeSet<>(levels.keySet());
        names.addAll(debugging);
        List<LoggerLevel> all = new ArrayList<>();
        for (String name : names) {
            all.add(new LoggerLevel(
                    name,
                    control.level(name),
                    debugging.contains(name) ? "debug mode" : set.containsKey(name) ? "log:set" : "configured"));
        }
        return new Listing<>(LoggerLevel.class, all);
    }

    /** Sets a level. */
    @Descriptor(
            "sets the level of a logger until log:unset or the next start; etc/org.bioxen.logging.cfg sets it for good")
    public void set(
            @Descriptor("LOGGER LEVEL, as in set org.bioxen.curator debug; ROOT is all of them") String... arguments) {
        List<String> words = GogoWords.texts(arguments);
        if (words.size() != 2) {
            throw new UsageException("log:set takes a LOGGER and a LEVEL, but was given " + words);
        }
        control.set(name(words.get(0)), level("log:set", words.get(1)));
    }

    /** Takes a level back. */
    @Descriptor("takes back what log:set has set for a logger, or for all")
    public void unset(@Descriptor("[LOGGER], as in unset org.bioxen.curator") String... arguments) {
        List<String> words = GogoWords.texts(arguments);
        if (words.size() > 1) {
            throw new UsageException("log:unset takes one LOGGER at most, but was given " + words);
        }
        Optional<String> logger = words.stream().findFirst();
        if (!control.unset(logger) && logger.isPresent()) {
            throw new CommandFailure("log:set has set no level for '" + logger.get() + "'; log:levels shows them");
        }
    }

    /** Puts components into debug mode. */
    @Descriptor("puts a component into debug mode, or out of it; alone it shows which are")
    public Object debug(@Descriptor("[COMPONENT [on|off]], as in debug curator off") String... arguments) {
        List<String> words = GogoWords.texts(arguments);
        if (words.isEmpty()) {
            Set<String> on = new TreeSet<>(control.debugging());
            return on.isEmpty() ? "no component is in debug mode" : String.join("\n", on);
        }
        String state = words.size() == 2 ? words.get(1) : "on";
        if (words.size() > 2 || !state.equals("on") && !state.equals("off")) {
            throw new UsageException("log:debug takes a COMPONENT and on or off, but was given " + words);
        }
        control.debug(name(words.get(0)), state.equals("on"));
        return null;
    }

    // ---------------------------------------------------------------- arguments

    private static List<String> words(String command, String... arguments) {
        List<String> words = GogoWords.texts(arguments);
        if (words.stream().anyMatch("-f"::equals)) {
            words = words.stream()
                    .map(word -> word.equals("-f") ? Option.FOLLOW.flag() : word)
                    .toList();
        }
        Arguments all = Arguments.mixed(with(Option.FOLLOW, Option.AS_JSON), words);
        if (!all.operands().isEmpty()) {
            throw new UsageException(command + " takes options only, but was given " + all.operands());
        }
        return words;
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

    private static LogQuery.Builder query(Arguments given, int usualLimit) {
        LogQuery.Builder query = LogQuery.builder()
                .progress(given.has(Option.WITH_PROGRESS))
                .limit(given.value(Option.LINES)
                        .map(text -> Quantities.count(Option.LINES.flag(), text))
                        .orElse(usualLimit));
        given.value(Option.LOG_LEVEL).ifPresent(text -> query.level(level(Option.LOG_LEVEL.flag(), text)));
        given.value(Option.LOGGER).ifPresent(query::logger);
        given.value(Option.ABOUT_VM).ifPresent(query::vm);
        given.value(Option.ABOUT_SESSION).ifPresent(query::session);
        given.value(Option.TEXT).ifPresent(query::text);
        given.value(Option.SINCE).ifPresent(text -> query.since(moment(Option.SINCE, text)));
        given.value(Option.UNTIL).ifPresent(text -> query.until(moment(Option.UNTIL, text)));
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

    private static LogHistory.Form form(Arguments given) {
        return given.has(Option.AS_JSON) ? LogHistory.Form.JSON : LogHistory.Form.TEXT;
    }

    // ---------------------------------------------------------------- output

    private Object shown(Arguments given, LogQuery query, CommandSession session) throws IOException {
        if (!given.has(Option.AS_JSON)) {
            return new Listing<>(LogRecord.class, history.query(query));
        }
        PrintStream out = ScriptRuns.out(session);
        history.export(query, LogHistory.Form.JSON, out);
        return null;
    }

    private void follow(Arguments given, LogQuery.Builder query, CommandSession session) throws IOException {
        PrintStream out = ScriptRuns.out(session);
        CountDownLatch over = new CountDownLatch(1);
        LogRecordPrinter printer = new LogRecordPrinter(history, given.has(Option.AS_JSON), out, over);
        // First listen, then show what was: a line that comes between is in both, and shown once.
        AutoCloseable listening = history.listen(query.build(), printer::live);
        TerminalInterrupts.Handling ctrlC = TerminalInterrupts.handle(session, over::countDown);
        try {
            printer.begin(history.query(query.build()));
            over.await();
        } catch (InterruptedException ended) {
            // The way to end it where there is no terminal.
            Thread.currentThread().interrupt();
        } finally {
            ctrlC.end();
            close(listening);
        }
    }

    private static void close(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
