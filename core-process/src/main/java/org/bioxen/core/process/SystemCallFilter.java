// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The program that the kernel runs at every system call of a boxed interpreter (seccomp(2), in the classic BPF of the kernel's
 * {@code filter.txt}): what makes processes, reaches other processes or changes the box is refused with {@code EPERM}, sockets
 * too unless the VM has a network. Everything else an interpreter needs passes.
 */
final class SystemCallFilter {
    // Instructions of classic BPF: load a word of the call's data, compare it, and answer.
    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int ANSWER = 0x06;

    private static final int OFFSET_OF_NUMBER = 0;
    private static final int OFFSET_OF_ARCHITECTURE = 4;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int REFUSE = 0x00050000 | 1; // EPERM

    /** Calls of x86-64's other ABI, which would go by other numbers. */
    private static final int X32 = 0x40000000;

    /** How a machine numbers its calls; the lists are in the same order: those that make sockets, and all others. */
    private enum Machine {
        X86_64(0xC000003E, new int[] {41, 42, 43, 49, 50, 53, 288}, new int[] {
            56, 57, 58, 101, 135, 155, 161, 163, 165, 166, 167, 169, 175, 176, 179, 246, 248, 249, 250, 272,
            298, 304, 308, 310, 311, 313, 321, 322, 323, 425, 426, 427, 428, 429, 430, 431, 432, 433, 435, 442
        }),
        AARCH64(0xC00000B7, new int[] {198, 199, 200, 201, 202, 203, 242}, new int[] {
            220, 117, 92, 41, 51, 89, 40, 39, 224, 142, 105, 106, 60, 104, 217, 218, 219, 97, 241, 265, 268, 270, 271,
            273, 280, 281, 282, 425, 426, 427, 428, 429, 430, 431, 432, 433, 435, 442
        });

        /** As the kernel names it in the call's data. */
        private final int audit;

        private final int[] sockets;

        /**
         * clone, fork, vfork, ptrace, personality, pivot_root, chroot, acct, mount, umount2, swapon, reboot, init_module,
         * delete_module, quotactl, kexec_load, add_key, request_key, keyctl, unshare, perf_event_open, open_by_handle_at, setns,
         * process_vm_readv, process_vm_writev, finit_module, bpf, execveat, userfaultfd, io_uring_*, the new mount calls,
         * clone3, mount_setattr.
         */
        private final int[] always;

        Machine(int audit, int[] sockets, int[] always) {
            this.audit = audit;
            this.sockets = sockets;
            this.always = always;
        }

        static Optional<Machine> named(String architecture) {
            return switch (architecture) {
                case "amd64", "x86_64" -> Optional.of(X86_64);
                case "aarch64", "arm64" -> Optional.of(AARCH64);
                default -> Optional.empty();
            };
        }
    }

    private SystemCallFilter() {}

    /**
     * The program, in the byte order of the machine.
     *
     * @param architecture as the system property {@code os.arch} names it
     * @param networked whether sockets may be made
     * @return empty if the calls of this architecture are not known
     */
    static Optional<byte[]> program(String architecture, boolean networked) {
        return Machine.named(architecture).map(machine -> assemble(machine, networked));
    }

    private static byte[] assemble(Machine machine, boolean networked) {
        int[] refused = networked
                ? machine.always
                : IntStream.concat(IntStream.of(machine.always), IntStream.of(machine.sockets))
                        .toArray();
        int otherAbi = machine == Machine.X86_64 ? 1 : 0;
        ByteBuffer program =
                ByteBuffer.allocate(8 * (3 + otherAbi + refused.length + 3)).order(ByteOrder.nativeOrder());
        add(program, LOAD, 0, 0, OFFSET_OF_ARCHITECTURE);
        // The answers are the last three instructions: allow, refuse, kill.
        add(program, JUMP_IF_EQUAL, 0, otherAbi + refused.length + 3, machine.audit);
        add(program, LOAD, 0, 0, OFFSET_OF_NUMBER);
        if (otherAbi == 1) {
            add(program, JUMP_IF_AT_LEAST, refused.length + 1, 0, X32);
        }
        for (int i = 0; i < refused.length; i++) {
            add(program, JUMP_IF_EQUAL, refused.length - i, 0, refused[i]);
        }
        add(program, ANSWER, 0, 0, ALLOW);
        add(program, ANSWER, 0, 0, REFUSE);
        add(program, ANSWER, 0, 0, KILL_PROCESS);
        return program.array();
    }

    private static void add(ByteBuffer program, int code, int ifTrue, int ifFalse, int operand) {
        program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    }
}
