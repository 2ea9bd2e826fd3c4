"""`python -m shopapp` is the command `shopapp`."""

from shopapp.operations.main import main

if __name__ == "__main__":
    main()
