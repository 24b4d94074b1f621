module smoke

go 1.27
