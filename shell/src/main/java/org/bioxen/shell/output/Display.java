// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

/**
 * Where text is going to be shown. What renders text asks for the one that its thread renders for, which is {@link #PLAIN} unless
 * somebody said otherwise: what is piped, redirected or read by a program stays whole and without colours. Immutable, thread-safe.
 *
 * @param columns how many columns there are; 0: as many as it takes
 * @param colours whether colours are welcome
 */
public record Display(int columns, boolean colours) {
    /** Anything but a terminal. */
    public static final Display PLAIN = new Display(0, false);

    private static final ThreadLocal<Display> CURRENT = new ThreadLocal<>();

    /** Takes what has no columns for endless. */
    public Display {
        columns = Math.max(0, columns);
    }

    /** What the environment of a process says of colours: none with {@code NO_COLOR}, whatever it holds, or at a dumb terminal. */
    public static boolean coloursWelcome(String noColor, String terminalType) {
        return (noColor == null || noColor.isEmpty()) && !"dumb".equals(terminalType);
    }

    /** The one that this thread renders for. */
    public static Display current() {
        Display display = CURRENT.get();
        return display == null ? PLAIN : display;
    }

    /** Does something; what it renders in this thread is for this display. */
    public <T, X extends Exception> T during(Work<T, X> work) throws X {
        Display before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /**
     * Something that renders.
     *
     * @param <T> what comes of it
     * @param <X> what it may fail with
     */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        /** Does it. */
        T run() throws X;
    }

    /** The text in a colour, or as it is where colours are not welcome. */
    public String paint(Colour colour, String text) {
        return colours && colour != Colour.NONE && !text.isEmpty() ? colour.on() + text + Colour.OFF : text;
    }
}
