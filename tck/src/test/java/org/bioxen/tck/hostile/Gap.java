// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

/** Where {@link ObligingBackend} does not contain what it runs. */
enum Gap {
    /** Nowhere. */
    NONE,
    /** Every script completes at once and gets at everything. */
    EVERYWHERE,
    /** A script ends in another way than it may. */
    OUTCOME,
    /** A deadline is not obeyed until the engine is closed. */
    DEADLINE,
    /** A script runs on though its engine is closed. */
    CLOSING,
    /** A state that is said to be kept is gone. */
    STATE,
    /** No other VM gets its turn while a script runs. */
    TURN,
    /** The host holds far more than the limit while a script runs. */
    HEAP,
    /** The host holds what a script had after its engine is closed. */
    LEAK,
    /** A thread is left. */
    THREAD,
    /** The script has the host collect. */
    COLLECTOR,
    /** What the script does to the stack comes out of the engine. */
    STACK,
    /** The script reads the file. */
    FILE,
    /** The script reads the property. */
    PROPERTY,
    /** The script writes into the folder. */
    FOLDER,
    /** The script connects to the port. */
    PORT,
    /** A message tells of the host. */
    MESSAGE,
    /** What a script does is seen by the VMs that start later. */
    LATER_VMS,
    /** What a script does is seen by the VM beside it. */
    NEIGHBOUR
}
