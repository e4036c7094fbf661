// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.shell.cli.ScriptFile;
import org.bioxen.shell.output.Causes;

/** The user's own commands before every shell script and in every shell: {@code init.gosh} among the configurations. */
public final class InitScript {
    private final Optional<Path> file;

    /**
     * Makes one of a directory of configurations.
     *
     * @param etc the directory, if there is one
     */
    public InitScript(Optional<Path> etc) {
        this.file = etc.map(directory -> directory.resolve("init.gosh"));
    }

    /**
     * Runs it, if the file is there just now. What is wrong with it is one line, and no more than that.
     *
     * @param complaints takes that line
     * @throws InterruptedException when it was interrupted
     */
    public void run(CommandSession session, PrintStream complaints) throws InterruptedException {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return;
        }
        try {
            session.execute(Files.readString(file.get()));
        } catch (InterruptedException stop) {
            throw stop;
        } catch (IOException unreadable) {
            complaints.println("bioxen: cannot read " + file.get() + ": " + ScriptFile.reason(unreadable));
        } catch (Exception wrong) {
            complaints.println("bioxen: " + file.get() + ": "
                    + Causes.text(wrong).lines().findFirst().orElseThrow());
        }
    }
}
