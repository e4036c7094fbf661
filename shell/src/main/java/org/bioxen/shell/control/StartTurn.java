// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to start a server, which one process has at a time: a lock on a file, which the operating system takes back from the dead. */
final class StartTurn implements AutoCloseable {
    private final FileChannel channel;

    private StartTurn(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for it.
     *
     * @param folder where the file is
     * @throws ServerFailure when another has it until the time is up
     */
    static StartTurn take(Path folder, Deadline deadline) throws IOException, ServerFailure, InterruptedException {
        FileChannel channel =
                FileChannel.open(folder.resolve("starting"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (channel.tryLock() == null) {
                deadline.pause("another 'bioxen start' is at work, and still after ");
            }
            return new StartTurn(channel);
        } catch (IOException | ServerFailure | InterruptedException | RuntimeException none) {
            channel.close();
            throw none;
        }
    }

    /** Gives it to the next. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
