/**
 * The shell's commands, what renders the objects that they return, and what runs shell scripts for {@code -c}. For Gogo, which
 * finds them as services; they are there as long as Gogo runs.
 */
package org.bioxen.shell.command;
