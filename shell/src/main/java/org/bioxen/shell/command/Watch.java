// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.OptionHelp;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Causes;
import org.bioxen.shell.output.Display;
import org.bioxen.shell.output.Letters;
import org.bioxen.shell.verb.Circumstances;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;

/** Shows what a command returns and prints, again and again, until a key is pressed, or Ctrl-C. Used by one thread. */
final class Watch {
    private static final Set<Option> OPTIONS = EnumSet.of(Option.INTERVAL, Option.HELP);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CommandProcessor gogo;
    private final CommandSession session;
    private final Terminal terminal;

    private Watch(CommandProcessor gogo, CommandSession session, Terminal terminal) {
        this.gogo = gogo;
        this.session = session;
        this.terminal = terminal;
    }

    /** What the words say. */
    static Object run(CommandProcessor gogo, CommandSession session, List<String> words) throws Exception {
        Arguments arguments = Arguments.optionsFirst(OPTIONS, words);
        if (arguments.has(Option.HELP)) {
            return help();
        }
        if (arguments.operands().isEmpty()) {
            throw new UsageException("watch needs a COMMAND; as in watch vm:list");
        }
        if (!(session.get(TerminalInterrupts.TERMINAL) instanceof Terminal terminal)) {
            throw new UsageException("watch is for a shell at a terminal, and here is none");
        }
        Duration interval = arguments
                .value(Option.INTERVAL)
                .map(text -> Quantities.time(Option.INTERVAL, text))
                .orElse(SECOND);
        new Watch(gogo, session, terminal).show(String.join(" ", arguments.operands()), interval);
        return null;
    }

    static String help() {
        return "watch [OPTION…] COMMAND [WORD…]\n\nShows what a command gives, again and again, until a key is pressed.\n\n"
                + OptionHelp.table(OPTIONS) + "\n\nExample: watch vm:list";
    }

    private void show(String command, Duration interval) throws Exception {
        Attributes before = terminal.enterRawMode();
        Thread runner = Thread.currentThread();
        Circumstances.Interrupts ctrlC = TerminalInterrupts.handle(session, runner::interrupt);
        try {
            int key;
            do {
                draw(command);
                key = terminal.reader().read(Math.max(1, interval.toMillis()));
            } while (key == NonBlockingReader.READ_EXPIRED && !Thread.interrupted());
        } catch (IOException interruptedOrGone) {
            // Over, in either case.
            Thread.interrupted();
        } finally {
            ctrlC.close();
            terminal.setAttributes(before);
        }
    }

    private void draw(String command) {
        Display display = new Display(terminal.getWidth(), false);
        String text = output(command, display);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        terminal.puts(InfoCmp.Capability.clear_screen);
        text.lines().limit(Math.max(1, terminal.getHeight() - 1)).forEach(line -> terminal.writer()
                .println(display.columns() == 0 ? line : Letters.shortened(line, display.columns())));
        terminal.flush();
    }

    private String output(String command, Display display) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (CommandSession own = gogo.createSession(new ByteArrayInputStream(new byte[0]), printed, printed)) {
            own.currentDir(session.currentDir());
            own.put("SCOPE", session.get("SCOPE"));
            Object result = own.execute(command);
            CharSequence text = result == null ? "" : display.during(() -> own.format(result, Converter.INSPECT));
            return printed.toString(StandardCharsets.UTF_8) + text;
        } catch (InterruptedException over) {
            // Closing its session has broken off the command, too.
            Thread.currentThread().interrupt();
            return "";
        } catch (Exception failed) {
            return printed.toString(StandardCharsets.UTF_8) + Causes.text(failed);
        }
    }
}
