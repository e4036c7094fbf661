// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.Process;

/** Whether the output of a command goes into a file: what it returns has to be written there then, which Gogo leaves to the command. */
final class Redirections {
    private static final Pattern OUTPUT = Pattern.compile("[1&]?>>?");

    private Redirections() {}

    /** Whether what this process prints goes into a file that its own statement names. */
    static boolean intoFile(Process process) {
        return process != null && !process.isTty(1) && intoFile(statement(process.toString()));
    }

    /** The text of the statement, which a process of Gogo tells nobody in another way. */
    private static String statement(String process) {
        int end = process.lastIndexOf("> out=");
        return process.startsWith("pipe<") && end > 0 ? process.substring("pipe<".length(), end) : "";
    }

    static boolean intoFile(String statement) {
        if (statement.indexOf('>') < 0) {
            return false;
        }
        try {
            Parser parser = new Parser(statement);
            parser.program();
            List<Parser.Statement> statements = parser.statements();
            return !statements.isEmpty()
                    && statements.get(0).redirections().stream()
                            .map(Token::toString)
                            .anyMatch(word -> OUTPUT.matcher(word).matches());
        } catch (SyntaxError notAlone) {
            return false;
        }
    }
}
