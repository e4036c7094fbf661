// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

/** The moments of a change after which something on the disk is different. Tests end the process or fail the disk at each. */
public enum Step {
    /** The environment is locked. */
    LOCKED,
    /** An artifact has been fetched and has the right digest. */
    FETCHED,
    /** An artifact has been unpacked. */
    UNPACKED,
    /** A file is in the store. */
    STORED,
    /** The store knows all files of an artifact. */
    RECORDED,
    /** The journal says what is about to happen. */
    JOURNALED,
    /** A file is in the staging folder. */
    PLACED,
    /** All files are in the staging folder, on the disk. */
    STAGED,
    /** The staging folder has become a generation. */
    RENAMED,
    /** The new generation is the present one. */
    SWITCHED,
    /** The journal is gone. */
    CLEARED,
    /** A generation that is not kept any more has been set aside. */
    RETIRED,
    /** An artifact that nobody needs is forgotten. */
    FORGOTTEN,
    /** A file of the store that nobody needs is gone. */
    SWEPT,
    /** An environment has been deleted; its files may still be there. */
    DELETED
}
