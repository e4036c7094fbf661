-- SPDX-License-Identifier: Apache-2.0
-- Input and output (6.8).

--@ write and read a file
--@ 6.8 io.open file:write file:read file:close
local name = os.tmpname()
local f = assert(io.open(name, "w"))
print(f:write("line 1\n", 2, "\n", 3.5, "\nlast") == f or "5.1", f:close())
f = io.open(name)
print(f:read()) print(f:read("*l")) print(f:read("*n")) print(f:read("*a")) print(f:read("*l")) print(f:read("*a") == "") print(f:close())
os.remove(name)

--@ read formats
--@ 6.8 file:read
local name = os.tmpname()
local f = io.open(name, "w") f:write("12 0x1F -3.5e1 abc\nsecond\n\nfourth") f:close()
f = io.open(name)
print(f:read("*n", "*n", "*n")) print(f:read(1), f:read(3), f:read(0)) print(f:read("*l", "*l", "*l", "*l")) print(f:read(0), f:read(1), f:read("*l"))
f:close() os.remove(name)

--@ read of lines with their ends
--@ 6.8 file:read | 5.2+
local name = os.tmpname()
local f = io.open(name, "w") f:write("a\n\nb") f:close()
f = io.open(name)
print(f:read("*L"), f:read("*L"), f:read("*L"), f:read("*L"))
f:close() os.remove(name)

--@ read formats without a star
--@ 6.8 file:read | 5.3+
local name = os.tmpname()
local f = io.open(name, "w") f:write("7 line\nwith\nrest\nof it") f:close()
f = io.open(name)
print(f:read("n", "l", "L", "a"))
f:close() os.remove(name)

--@ read of numbers that are none
--@ 6.8 file:read
local name = os.tmpname()
local f = io.open(name, "w") f:write("abc 5") f:close()
f = io.open(name)
print(f:read("*n"))
f:close() os.remove(name)

--@ read of more values stops at the first that fails
--@ 6.8 file:read
local name = os.tmpname()
local f = io.open(name, "w") f:write("1 2") f:close()
f = io.open(name)
print(f:read("*n", "*n", "*n", "*n"))
f:close() os.remove(name)

--@ read refuses formats it does not know
--@ 6.8 file:read
local name = os.tmpname()
local f = io.open(name)
print(pcall(f.read, f, "*x")) print(pcall(f.read, f, {}))
f:close() os.remove(name)

--@ bytes are read as they were written
--@ 6.8 file:write file:read
local name, all = os.tmpname(), {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
local s = table.concat(all) .. "\r\n\0end"
local f = io.open(name, "wb") f:write(s) f:close()
f = io.open(name, "rb")
print(f:read("*a") == s, f:seek("end"))
f:close() os.remove(name)

--@ seek moves and tells
--@ 6.8 file:seek
local name = os.tmpname()
local f = io.open(name, "w+")
f:write("0123456789")
print(f:seek(), f:seek("set"), f:read(3), f:seek("cur", 2), f:read(1), f:seek("end", -2), f:read("*a"), f:seek("set", 4), f:read(1), f:seek("end"))
print(f:seek("set", 20), f:read(1)) print(f:seek("set", -1))
f:close() os.remove(name)

--@ seek refuses what it does not know
--@ 6.8 file:seek
local f = io.tmpfile()
print(pcall(f.seek, f, "bad")) print(pcall(f.seek, f, "set", "x"))
f:close()

--@ modes of open
--@ 6.8 io.open
local name = os.tmpname()
local function content() local f = io.open(name) local s = f:read("*a") f:close() return s end
local f = io.open(name, "w") f:write("first") f:close() print(content())
f = io.open(name, "a") f:write(" appended") f:close() print(content())
f = io.open(name, "r+") f:write("FIRST") f:close() print(content())
f = io.open(name, "a+") f:seek("set") print(f:read(5)) f:write("!") f:close() print(content())
f = io.open(name, "w+") f:write("new") f:seek("set") print(f:read("*a")) f:close() print(content())
os.remove(name)

--@ open refuses modes it does not know
--@ 6.8 io.open | 5.2+
print(pcall(io.open, "x", "rw")) print(pcall(io.open, "x", "")) print(pcall(io.open, "x", "q"))

--@ open of what is not there
--@ 6.8 io.open
print(io.open("no/such/file")) print(io.open("no/such/directory/file", "w")) print(pcall(io.open))

--@ write to a file opened for reading
--@ 6.8 file:write
local name = os.tmpname()
local f = io.open(name, "r")
local ok, message, code = f:write("x")
print(ok, message, code)
f:close() os.remove(name)

--@ read from a file opened for writing
--@ 6.8 file:read
local name = os.tmpname()
local f = io.open(name, "w")
print(f:read("*a"))
f:close() os.remove(name)

--@ write takes strings and numbers
--@ 6.8 file:write io.write
io.write("a", 1, 1.5, "\n") io.write() print(io.write("") == io.stdout or "5.1") print(pcall(io.write, {})) print(pcall(io.write, nil)) print(pcall(io.write, true))

--@ write gives back the file
--@ 6.8 file:write | 5.2+
local f = io.tmpfile()
print(f:write("a") == f, f:write("b", "c"):seek())
f:close() print(io.write("x"):write("y\n") == io.stdout)

--@ lines of a file
--@ 6.8 file:lines
local name = os.tmpname()
local f = io.open(name, "w") f:write("one\ntwo\n\nlast") f:close()
f = io.open(name)
for l in f:lines() do io.write("<", l, ">") end
print(f:read(), io.type(f))
f:close() os.remove(name)

--@ lines with formats
--@ 6.8 file:lines io.lines | 5.2+
local name = os.tmpname()
local f = io.open(name, "w") f:write("1 a\n2 b\n") f:close()
for n, rest in io.lines(name, "*n", "*L") do io.write(n, rest) end
for c in io.lines(name, 3) do io.write("[", c, "]") end
f = io.open(name) for l in f:lines("*L") do io.write(l) end f:close()
os.remove(name)

--@ io.lines closes its file at the end
--@ 6.8 io.lines
local name = os.tmpname()
local f = io.open(name, "w") f:write("a\nb\n") f:close()
for l in io.lines(name) do io.write(l, " ") end
local it = io.lines(name)
print(it(), it(), it()) print((pcall(it)))
os.remove(name) print((pcall(io.lines, name)))

--@ io.lines of what is not there
--@ 6.8 io.lines
print(pcall(io.lines, "no/such/file"))

--@ lines of a closed file
--@ 6.8 file:lines
local f = io.tmpfile()
local it = f:lines()
f:close()
print(pcall(it)) print(pcall(f.lines, f))

--@ io.type tells files
--@ 6.8 io.type
local f = io.tmpfile()
print(io.type(f), io.type(io.stdout), io.type(5), io.type({})) f:close() print(io.type(f), type(f)) print(pcall(io.type))

--@ closed files refuse everything
--@ 6.8 file:close
local f = io.tmpfile()
f:close()
print(tostring(f)) print(pcall(f.read, f)) print(pcall(f.write, f, "x")) print(pcall(f.seek, f)) print(pcall(f.close, f)) print(pcall(f.flush, f)) print(pcall(io.close, f))

--@ tostring of open files
--@ 6.8
local f = io.tmpfile()
print((tostring(f):gsub("0x%x+", "ADDRESS"))) f:close()

--@ flush writes out
--@ 6.8 file:flush io.flush
local name = os.tmpname()
local f = io.open(name, "w")
f:write("buffered") print(f:flush() and true)
local g = io.open(name) print(g:read("*a")) g:close() f:close()
os.remove(name) print(io.flush() and true)

--@ setvbuf changes the buffering
--@ 6.8 file:setvbuf
local f = io.tmpfile()
print(f:setvbuf("no"), f:setvbuf("full", 1024), f:setvbuf("line")) print(pcall(f.setvbuf, f, "bad")) print(pcall(f.setvbuf, f)) f:close()

--@ tmpfile is opened for both and empty
--@ 6.8 io.tmpfile
local f = io.tmpfile()
print(f:read("*a") == "") f:write("x") f:seek("set") print(f:read("*a")) print(f:close())

--@ io.output changes where io.write goes
--@ 6.8 io.output io.write io.close
local name = os.tmpname()
local old = io.output()
print(io.output(name) ~= old, io.output() ~= old)
io.write("into the file") print("not this")
io.close() io.output(old)
local f = io.open(name) print(f:read("*a")) f:close() os.remove(name) print(io.output() == io.stdout)

--@ io.input changes where io.read reads
--@ 6.8 io.input io.read io.lines
local name = os.tmpname()
local f = io.open(name, "w") f:write("a\nb\nc\n") f:close()
local old = io.input()
io.input(name)
print(io.read(), io.read("*l"), io.type(io.input())) for l in io.lines() do print("line", l) end
io.close(io.input()) io.input(old) os.remove(name) print(io.input() == io.stdin)

--@ io.input and io.output of what is not there
--@ 6.8 io.input io.output
print(pcall(io.input, "no/such/file")) print(pcall(io.output, "no/such/directory/file"))

--@ closing the standard output file in use
--@ 6.8 io.close
local f = io.tmpfile()
print(io.close(f)) print(pcall(io.close, 5))

--@ standard files are files
--@ 6.8 io.stdin io.stdout io.stderr
print(io.type(io.stdin), io.type(io.stdout), io.type(io.stderr), io.stdout ~= io.stderr)

--@ io.read reads standard input
--@ 6.8 io.read
--@ input first\nsecond\n42 rest\nlast
print(io.read()) print(io.read("*l")) print(io.read("*n")) print(io.read("*a")) print(io.read()) print(io.read("*a") == "")

--@ io.lines reads standard input
--@ 6.8 io.lines
--@ input a\n\nb
for l in io.lines() do print("<" .. l .. ">") end
print(io.read())

--@ io.read of numbers from standard input
--@ 6.8 io.read
--@ input 1 2.5\n-3 0x10 x
print(io.read("*n", "*n", "*n", "*n", "*n"))

--@ io.stdin has the methods of files
--@ 6.8 io.stdin file:read file:lines
--@ input one\ntwo\nthree\n
print(io.stdin:read(3)) print(io.stdin:read()) for l in io.stdin:lines() do print(l) end

--@ io.read at the end of standard input
--@ 6.8 io.read
--@ input \n
print(io.read(), io.read(), io.read(0), io.read("*a"))

--@ io.read of counted bytes
--@ 6.8 io.read
--@ input 12345
print(io.read(2), io.read(0), io.read(10), io.read(0), io.read(1))

--@ popen reads what a command writes
--@ 6.8 io.popen
local p = io.popen("echo hello; echo world")
print(p:read("*a")) print(io.type(p)) p:close() print(io.type(p))

--@ popen tells how a command ended
--@ 6.8 io.popen | 5.2+
print(io.popen("exit 3"):close()) print(io.popen("true"):close())

--@ popen writes to a command
--@ 6.8 io.popen
local name = os.tmpname()
local p = io.popen("cat > " .. name, "w")
p:write("through a pipe") p:close()
local f = io.open(name) print(f:read("*a")) f:close() os.remove(name)

--@ popen refuses modes it does not know
--@ 6.8 io.popen | 5.3+
print(pcall(io.popen, "true", "rw"))

--@ files are userdata with methods
--@ 6.8
print(type(io.stdout), type(io.stdout.write), io.stdout.nope, getmetatable(io.stdout).__index.write == io.stdout.write, getmetatable(io.stdout).__name)

--@ several files at once
--@ 6.8 io.open
local names, files = {}, {}
for i = 1, 5 do names[i] = os.tmpname() files[i] = io.open(names[i], "w") end
for i = 1, 5 do files[i]:write("file ", i) end
for i = 1, 5 do files[i]:close() end
for i = 1, 5 do local f = io.open(names[i]) io.write(f:read("*a"), ";") f:close() os.remove(names[i]) end
print()

--@ long lines
--@ 6.8 file:read
local name = os.tmpname()
local f = io.open(name, "w") f:write(("x"):rep(100000), "\n", ("y"):rep(5000)) f:close()
f = io.open(name) print(#f:read(), #f:read(), f:read()) f:close() os.remove(name)
