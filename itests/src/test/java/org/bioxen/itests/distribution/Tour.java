// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Types what a {@link Transcript} tells, line by line, into real terminals with a shell in each, and compares what they show with it.
 * Closing it closes the terminals.
 */
final class Tour implements AutoCloseable {
    /** Far beyond what any command of a tour takes, also on a busy machine. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /** How long a terminal that waits for an input may show something else than expected: what comes by itself may be late. */
    private static final long CALM = TimeUnit.SECONDS.toNanos(4);

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(30);

    private final String page;
    private final Path home;
    private final Pane first;
    private final Pane second;
    private final List<String> wrong = new ArrayList<>();

    private Tour(String page, Path home, Pane first, Pane second) {
        this.page = page;
        this.home = home;
        this.first = first;
        this.second = second;
    }

    /**
     * Opens two terminals.
     *
     * @param page the page that is followed, for messages
     * @param home the home directory of who follows it
     * @param where where the shells begin
     * @param environment more variables for them
     */
    static Tour begin(String page, Path home, Path where, Map<String, String> environment) {
        Pane first = Pane.open(where, environment);
        try {
            return new Tour(page, home, first, Pane.open(where, environment));
        } catch (AssertionError | RuntimeException failed) {
            first.terminal.close();
            throw failed;
        }
    }

    /** Does what is written, to the end, and then tells every block of which the terminal shows something else. */
    void follow(Transcript transcript) {
        for (Transcript.Block block : transcript.blocks()) {
            follow(block, block.other() ? second : first);
        }
        for (Pane pane : List.of(first, second)) {
            pane.terminal.until("it is left at the prompt of its shell", ignored -> prompt(pane.last())
                    .equals("$"));
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    private void follow(Transcript.Block block, Pane pane) {
        List<String> above = new ArrayList<>();
        for (Transcript.Line line : block.lines()) {
            if (line instanceof Transcript.Input input) {
                if (input.prompt().isEmpty()) {
                    await(block, pane, above);
                } else {
                    awaitPrompt(block, pane, input);
                }
                if (!input.typed().isEmpty()) {
                    pane.terminal.type(input.typed());
                    pane.terminal.until("it echoes " + input.typed(), ignored -> pane.last()
                            .endsWith(input.typed().stripTrailing()));
                }
                pane.terminal.press(input.key());
            }
            above.add(line.text());
        }
        pane.compared += await(block, pane, block.expected());
    }

    private void awaitPrompt(Transcript.Block block, Pane pane, Transcript.Input input) {
        try {
            pane.terminal.showsLast(input.prompt());
        } catch (AssertionError never) {
            throw new AssertionError(page + ":" + block.number() + ": not at the prompt for: " + input.text(), never);
        }
    }

    /** Waits until the terminal shows these lines and no others, and returns how many it shows. */
    private int await(Transcript.Block block, Pane pane, List<String> expected) {
        long start = System.nanoTime();
        long calm = start;
        List<String> before = List.of();
        while (true) {
            List<String> shown = pane.shown();
            Optional<String> difference = Transcript.difference(expected, shown, home);
            // As many lines as come are all of them only once the next prompt is there.
            boolean open =
                    !expected.isEmpty() && expected.get(expected.size() - 1).equals("…");
            if (difference.isEmpty() && (!open || pane.waits())) {
                return shown.size();
            }
            long now = System.nanoTime();
            if (!shown.equals(before) || !pane.waits()) {
                calm = now;
                before = shown;
            }
            if (now - calm > CALM || now - start > PATIENCE) {
                String different = difference.orElse("it does not come back to its prompt");
                wrong.add(page + ":" + block.number() + ": the terminal shows something else\n"
                        + different + "\n--- the whole block is\n"
                        + String.join("\n", shown)
                                .replace(home.toString(), Transcript.HOME)
                                .indent(4) + "---");
                return shown.size();
            }
            LockSupport.parkNanos(GLANCE);
        }
    }

    /** The prompt that is all there is in a line, but for the echo of the key that ended a command; empty if there is more. */
    private static String prompt(String line) {
        String prompt = line.replace("^C", "").strip();
        return Transcript.isPrompt(prompt) ? prompt : "";
    }

    @Override
    public void close() {
        try {
            first.terminal.close();
        } finally {
            second.terminal.close();
        }
    }

    /** A terminal, and how much of what it shows was compared. */
    private static final class Pane {
        private static final int COLUMNS = 100;
        private static final int LINES = 40;

        private final Terminal terminal;
        private int compared;

        private Pane(Terminal terminal) {
            this.terminal = terminal;
        }

        static Pane open(Path where, Map<String, String> environment) {
            Terminal terminal =
                    Terminal.open(List.of("bash", "--norc", "--noprofile"), where, environment, COLUMNS, LINES);
            Pane pane = new Pane(terminal);
            try {
                terminal.showsLast("$");
                return pane;
            } catch (AssertionError | RuntimeException failed) {
                terminal.close();
                throw failed;
            }
        }

        /** What has not been compared yet, without a prompt at the end. */
        List<String> shown() {
            List<String> lines = terminal.transcript();
            int end = lines.size();
            if (end > compared && lines.get(end - 1).equals(prompt(lines.get(end - 1)))) {
                end--;
            }
            return lines.subList(Math.min(compared, end), end);
        }

        boolean waits() {
            return !prompt(last()).isEmpty();
        }

        String last() {
            List<String> lines = terminal.transcript();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }
}
