// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import java.util.List;
import java.util.Optional;
import org.bioxen.shell.cli.Help;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;

/** What is said about commands without asking the server. */
final class CommandHelp {
    private CommandHelp() {}

    /**
     * The help that the words of the command line ask for, if they do: behind {@code client}, a scope, or a verb of one.
     *
     * @throws UsageException if there is no such verb
     */
    static Optional<String> asked(List<String> words) {
        if (words.size() > 1 && Verb.asksForHelp(words.get(1))) {
            return Optional.of(Scopes.find(words.get(0)).map(Scope::help).orElseGet(Help::client));
        }
        if (words.size() > 2 && Verb.asksForHelp(words.get(2))) {
            return Scopes.find(words.get(0))
                    .map(scope -> scope.get(words.get(1)).help());
        }
        return Optional.empty();
    }

    /** What is wrong with the verb of a scope; empty if there is one of this name. */
    static Optional<String> complaint(List<String> words) {
        try {
            Scopes.find(words.get(0)).filter(scope -> words.size() > 1).ifPresent(scope -> scope.get(words.get(1)));
            return Optional.empty();
        } catch (UsageException mistyped) {
            return Optional.of(mistyped.getMessage());
        }
    }
}
