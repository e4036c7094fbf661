// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

/** What one client has running here: a shell or a script. One thread runs it; the others may be called by any. */
interface Conversation {
    /** Runs to the end and returns the exit code. */
    int run();

    /** The user has interrupted: {@code INT}, {@code QUIT} or {@code TSTP}. */
    void signal(String name);

    /** The client's terminal has another size. */
    void resize(int columns, int rows);

    /** The client is gone: ends what runs, soon. May be called more than once. */
    void hangUp();
}
