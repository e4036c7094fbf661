// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import org.bioxen.shell.options.OptionHelp;

/** What {@code help} prints. */
public final class Help {
    private Help() {}

    static String overview() {
        return """
                bioxen runs Lua scripts in VMs of their own.

                  bioxen                            interactive shell
                  bioxen exec [OPTION…] CODE        runs one chunk and prints what it returns
                  bioxen run [OPTION…] FILE [ARG…]  runs a script; - reads it from standard input
                  bioxen repl [OPTION…]             a Lua prompt
                  bioxen -c SCRIPT                  runs a script of shell commands
                  bioxen server                     keeps VMs and sessions for clients, until it is told to end
                  bioxen client [-c SCRIPT]         a shell on the server, or one script
                  bioxen vm|session VERB [ARG…]     one command of the shell, on the server
                  bioxen pkg VERB [ARG…]            installs, updates, removes and lists packages
                  bioxen env VERB [ARG…]            the environments that packages are installed in
                  bioxen repo VERB [ARG…]           the catalogs that packages come from
                  bioxen config VERB [ARG…]         what is configured in etc/, and what could be
                  bioxen help [COMMAND]             this help, or that of a command
                  bioxen --version                  the version

                Exit codes: 0 completed, 1 script error, 2 wrong usage, 3 platform error, 124 timed out,
                130 interrupted, 137 limit exceeded; what a script gives to os.exit passes through.""";
    }

    static String exec() {
        return """
                bioxen exec [OPTION…] CODE

                Runs CODE in a fresh VM and prints what it returns; an expression needs no return. Standard
                input is what io.read reads. The VM is trusted and without limits of time and output unless
                an option says otherwise.

                """ + OptionHelp.table(CommandLine.SCRIPT_OPTIONS);
    }

    static String run() {
        return """
                bioxen run [OPTION…] FILE [ARG…]

                Runs a script in a fresh VM; what follows FILE is the script's own, as arg and as ... in it. FILE
                may be - for standard input. The VM is trusted and without limits of time and output unless
                an option says otherwise.

                """ + OptionHelp.table(CommandLine.SCRIPT_OPTIONS);
    }

    static String repl() {
        return """
                bioxen repl [OPTION…]

                A Lua prompt: an expression prints its value, an open block or bracket asks for more, Tab completes,
                the arrow keys bring back what was typed, also in earlier runs. Ctrl-C stops what runs or clears the
                line, Ctrl-D ends. Without a terminal, standard input is worked off line by line and nothing but the
                output is printed; the exit code is 1 if something failed. What a script gives to os.exit passes through.
                The VM is trusted and without limits of time and output unless an option says otherwise.

                """ + OptionHelp.table(CommandLine.REPL_OPTIONS);
    }

    static String shellScript() {
        return """
                bioxen -c SCRIPT

                Runs a script of shell commands, prints what the last of them returns and exits with 0, or with the
                code of the one that failed and ended it. Try bioxen -c help for the commands and
                bioxen -c 'help vm:create' for one of them.""";
    }

    static String server() {
        return """
                bioxen server

                Runs the platform without a terminal and serves 'bioxen client', 'bioxen vm' and 'bioxen session' on a
                socket in the data directory, which only you can reach. Says on standard error where it
                listens; SIGTERM or Ctrl-C end it, with exit code 0 once everything has ended in good order.""";
    }

    /** How a client is used. */
    public static String client() {
        return """
                bioxen client [-c SCRIPT]
                bioxen vm VERB [ARG…]
                bioxen session VERB [ARG…]

                The interactive shell on the server that runs for the same data directory; with -c, or with standard input
                or output elsewhere than at a terminal, a script of shell commands. Ctrl-C interrupts what
                runs, Ctrl-D or exit leave. The second and third run one command, as in
                bioxen vm exec lab 'return 2 + 2'. Exit codes are those of the commands; 3 also where no server runs.""";
    }
}
