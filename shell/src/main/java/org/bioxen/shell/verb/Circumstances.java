// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.api.curator.ProgressListener;

/** Where a verb is used: in a shell, in a script of one, or as a command of its own. */
public interface Circumstances {
    /** What relative paths are relative to. */
    Path directory();

    /** The environment of packages that is meant where none is named. */
    Optional<String> environment();

    /** Is told how far long work is. */
    ProgressListener progress();

    /** Standard input of the command. */
    InputStream in();

    /** Where the command prints what comes while it runs; what it answers is printed by whoever called it. */
    PrintStream out();

    /** Where the command prints what is no output. */
    PrintStream err();

    /** Where a script prints that goes on when the command has ended: on the console of the shell, nowhere once that is gone. */
    PrintStream console();

    /** A variable of the shell; empty if it is not set or there is no shell. */
    Optional<Object> variable(String name);

    /** Leaves a value to the commands that follow, in a variable of the shell; nothing where there is no shell. */
    void keep(String name, Object value);

    /** The terminal that the command may have for itself, as JLine knows it; empty where input or output is none. */
    Optional<Object> terminal();

    /**
     * Has Ctrl-C do this until the handling is closed, in the place of breaking off the command. Where there is no terminal, an interrupt
     * of the thread is all that there is.
     */
    Interrupts onInterrupt(Runnable answer);

    /** A changed answer to Ctrl-C, for a time. */
    interface Interrupts extends AutoCloseable {
        /** Gives the old answer back. */
        @Override
        void close();
    }
}
