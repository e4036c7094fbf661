// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Pipe;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.Process;

/**
 * Whether the output of a command goes into a file. What the command returns has to be written there then: Gogo does so in the midst of a
 * pipe alone, and gives the value of the last command to the shell, whose terminal would show it.
 */
final class Redirections {
    private static final Pattern OUTPUT = Pattern.compile("[1&]?>>?");

    private static final Optional<Field> STATEMENT = statement();

    private Redirections() {}

    /** Gogo tells nobody in another way; where it has no such field, redirected commands print what they print themselves. */
    private static Optional<Field> statement() {
        try {
            Field field = Pipe.class.getDeclaredField("statement");
            field.setAccessible(true);
            return Optional.of(field);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            return Optional.empty();
        }
    }

    /** Whether what this process prints goes into a file that its own statement names. */
    static boolean intoFile(Process process) {
        if (!(process instanceof Pipe pipe) || pipe.isTty(1) || STATEMENT.isEmpty()) {
            return false;
        }
        try {
            return STATEMENT.get().get(pipe) instanceof Parser.Statement statement
                    && statement.redirections().stream().map(Token::toString).anyMatch(word -> OUTPUT.matcher(word)
                            .matches());
        } catch (IllegalAccessException never) {
            return false;
        }
    }
}
